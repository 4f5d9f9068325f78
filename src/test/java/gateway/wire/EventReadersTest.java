package gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams that are not server-sent events. */
class EventReadersTest {

    private static final String TRICKY = "{\"a\":\"}{\\\"\\\\\",\"b\":[{\"c\":\"你好🙂\"}]}";

    @ParameterizedTest(name = "{0} bytes at a time")
    @ValueSource(ints = {1, 2, 3, 7, 10_000})
    void valuesAreTheSameHoweverTheyCome(int piece) throws IOException {
        String lines = TRICKY + "\n{\"n\":1}\r\n" + TRICKY;
        String array = "[" + TRICKY + ",\n {\"n\":1}," + TRICKY + "]";

        assertThat(events(values(lines, piece))).containsExactly(TRICKY, "{\"n\":1}", TRICKY);
        assertThat(events(values(array, piece))).containsExactly(TRICKY, "{\"n\":1}", TRICKY);
    }

    @Test
    void anEmptyLineIsASignOfLife() throws IOException {
        JsonValuesReader reader = values("\n\r\n{\"n\":1}\n\n", 3);

        assertThat(reader.next().isComment()).isTrue();
        assertThat(reader.next().isComment()).isTrue();
        assertThat(reader.next().text()).isEqualTo("{\"n\":1}");
        assertThat(reader.next().isComment()).isTrue();
        assertThat(reader.next()).isNull();
    }

    @Test
    void halfAValueIsHandedOutAsItIs() throws IOException {
        assertThat(events(values("{\"n\":1}\n{\"n\":", 100))).containsExactly("{\"n\":1}", "{\"n\":");
    }

    @Test
    void aValueWithoutEndIsCutOff() {
        JsonValuesReader reader = new JsonValuesReader(pieces("{\"a\":\"" + "x".repeat(2_000), 100), 1_000);

        assertThatThrownBy(reader::next).isInstanceOf(EventTooLargeException.class);
    }

    @Test
    void whatIsHereAlreadyIsPending() throws IOException {
        JsonValuesReader reader = values(TRICKY + "," + TRICKY + ",{\"half\":", 10_000);

        assertThat(reader.pending()).isFalse();
        reader.next();
        assertThat(reader.pending()).isTrue();
        reader.next();
        assertThat(reader.pending()).isFalse();
    }

    @ParameterizedTest(name = "{0} bytes at a time")
    @ValueSource(ints = {1, 2, 3, 5, 10_000})
    void noCharacterOfATextIsTornApart(int piece) throws IOException {
        String text = "say \"你好\" 🙂\n";

        String joined = String.join("", events(new TextPiecesReader(pieces(text, piece))))
                .replace("\"\"", "");

        assertThat(joined).isEqualTo("\"say \\\"你好\\\" 🙂\\n\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "\"hello\"", "7", "}"})
    void whatIsNoObjectDoesNotVanishWithoutAWord(String line) throws IOException {
        JsonValuesReader reader = values("{\"n\":1}\n" + line + "\n{\"n\":2}\n", 3);

        assertThat(reader.next()).extracting(StreamEvent::text).isEqualTo("{\"n\":1}");
        assertThatThrownBy(reader::next).isInstanceOf(UnreadableReplyException.class);
    }

    private static JsonValuesReader values(String text, int piece) {
        return new JsonValuesReader(pieces(text, piece), 10_000);
    }

    private static List<String> events(EventReader reader) throws IOException {
        List<String> events = new ArrayList<>();
        for (StreamEvent event = reader.next(); event != null; event = reader.next()) {
            if (!event.isComment()) {
                events.add(event.text());
            }
        }
        return events;
    }

    /** Gives at most so many bytes a read. */
    private static InputStream pieces(String text, int most) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, most));
            }
        };
    }
}
