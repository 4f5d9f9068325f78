package streams.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import streams.Cuts;

class EventReaderTest {

    private static final String MARK = "e000017@000123456789012345#000004 of rivers ";
    private static final String OPENAI =
            "data: {\"id\":\"e000e@e00001\",\"choices\":[{\"delta\":{\"content\":\"" + MARK + "\"}}]}\n\n"
                    + ": e000001@5#1 of rivers \n\n"
                    + "data:{\"choices\":[{\"delta\":{\"content\":\"" + MARK.replace("17", "18")
                    + "\",\"role\":null}}],\"id\":\"x\"}\r\n\r\n"
                    + "data: {\"choices\":[{\"delta\":{\"content\":\"ee" + MARK.replace("17", "19")
                    + MARK.replace("17", "20") + "data: [DONE]\"}}]}\n\n"
                    + "data: [DONE]\n\n";
    private static final String ANTHROPIC = "event: content_block_delta\n"
            + "data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"text\":\"" + MARK + "\"}}\n\n"
            + "event:message_stop\ndata: {\"type\": \"message_stop\"}\n\n";

    private final List<String> found = new ArrayList<>();

    @Test
    void openAisEventsAreFoundHoweverTheyWereCutOrGathered() {
        assertThat(Cuts.of(OPENAI)).allSatisfy(pieces -> assertThat(found(Dialect.OPENAI, pieces))
                .containsExactly(
                        "17@123456789012345#4",
                        "18@123456789012345#4",
                        "19@123456789012345#4",
                        "20@123456789012345#4",
                        "end"));
    }

    @Test
    void anthropicsEventsAreFoundHoweverTheyWereCutOrGathered() {
        assertThat(Cuts.of(ANTHROPIC)).allSatisfy(pieces -> assertThat(found(Dialect.ANTHROPIC, pieces))
                .containsExactly("17@123456789012345#4", "end"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"content\":\"e000017@12345678x9012345#000004 of rivers \"}\n",
                "data: {\"content\":\"e000017@123456789012345#000004 of r1vers \"}\n",
                "data: {\"content\":\"e000017@123456789012345# of rivers \"}\n",
                "data: {\"content\":\"e000017@12345\n",
                "data: {\"content\":\"e000017@123456789012345#000004 of e000018@5#1 of rivers \"}\n"
            })
    void eventThatIsNotAsItWasWrittenIsTold(String text) {
        assertThat(found(Dialect.OPENAI, text.getBytes(StandardCharsets.US_ASCII)))
                .contains("altered");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event: error\n",
                "data: {\"error\":{\"message\":\"no\"}}\n",
                "data:{\"error\": null}\r\n",
                "data: {\"type\":\"error\",\"error\":{}}\n"
            })
    void errorsAreTold(String text) {
        assertThat(Cuts.of(text))
                .allSatisfy(pieces -> assertThat(found(Dialect.OPENAI, pieces)).containsExactly("error"));
    }

    @Test
    void nothingIsFoundInWhatOnlyLooksLikeIt() {
        String text = "data: {\"e00001@5#1 of rivers \":1}\nevent: no_error\ndata: [DONE] \ndata: [DONE\n"
                + "edata: e000017@123456789012345#000004 of rivers \n";

        assertThat(found(Dialect.OPENAI, text.getBytes(StandardCharsets.US_ASCII)))
                .isEmpty();
    }

    private List<String> found(Dialect dialect, byte[]... pieces) {
        found.clear();
        EventReader reader = new EventReader(new Listening(), dialect.endLine);
        for (byte[] piece : pieces) {
            reader.read(piece, 0, piece.length);
        }
        return found;
    }

    private final class Listening implements EventReader.Listener {

        @Override
        public void content(long sequence, long clock, long stream) {
            found.add(sequence + "@" + clock + "#" + stream);
        }

        @Override
        public void altered() {
            found.add("altered");
        }

        @Override
        public void end() {
            found.add("end");
        }

        @Override
        public void error() {
            found.add("error");
        }
    }
}
