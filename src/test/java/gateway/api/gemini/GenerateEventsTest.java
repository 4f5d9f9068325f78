package gateway.api.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.api.AnswerMemory;
import gateway.api.Asked;
import gateway.api.EventWriter;
import gateway.fault.GatewayException;
import org.junit.jupiter.api.Test;

/** What waits for the last event of a stream. */
class GenerateEventsTest {

    private static final EventWriter.Sink NOWHERE = (bytes, offset, length) -> {};
    private static final String PATH = "/v1beta/models/m:streamGenerateContent";
    private static final String REQUEST = "{\"contents\":[{\"parts\":[{\"text\":\"x\"}]}]}";

    private final EventWriter events = new GenerateContent(64)
            .read(new Asked(PATH, null, REQUEST.getBytes(UTF_8)))
            .wayBack()
            .events(new AnswerMemory(1 << 20));

    @Test
    void aVendorThatTalksOnAfterTheEndFillsNoMemory() {
        tell("{\"delta\":{\"content\":\"Bye.\"},\"finish_reason\":\"stop\"}");
        String more = "{\"delta\":{\"content\":\"" + "x".repeat(1 << 20) + "\"}}";

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 5; i++) {
                        tell(more);
                    }
                })
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("gateway.delivery.answer-memory");
    }

    private void tell(String choice) {
        byte[] chunk = ("{\"id\":\"c\",\"choices\":[" + choice + "]}").getBytes(UTF_8);
        events.chunk(chunk, 0, chunk.length, NOWHERE);
    }
}
