package gateway.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.openai.OpenAiChatModel;
import fakes.Broken;
import fakes.FakeVendor;
import fakes.Script;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The template around a LangChain4j model that is not ours and calls a vendor of its own. */
class LangChain4jVendorTest {

    /** More than any load makes an answer take that does come. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final FakeVendor vendor = FakeVendor.start();
    private final DefaultCamelContext camel = new DefaultCamelContext();

    private void start(Duration timeout) throws Exception {
        OpenAiChatModel model = OpenAiChatModel.builder()
                .baseUrl(vendor.url())
                .apiKey("k")
                .modelName("far-away")
                .maxRetries(0)
                .timeout(timeout)
                .build();
        LocalRoutes.start(camel, model, "vendor-acme-chat");
    }

    @AfterEach
    void stop() {
        camel.stop();
        vendor.close();
    }

    @Test
    void itsAnswerIsDeliveredWholeAndTheSandboxesInstructionsMeanNothingToIt() throws Exception {
        start(PATIENCE);
        vendor.always(Script.chat("an engine can stall"));

        assertThat(text(call(""))).contains("\"content\":\"an engine can stall\"", "\"finish_reason\":\"stop\"");
        assertThat(text(call(",\"stream\":true")))
                .contains("\"content\":\"an \"")
                .endsWith("data: [DONE]\n\n");
        assertThat(vendor.awaitRequest()
                        .request()
                        .json()
                        .at("/messages/0/content")
                        .asText())
                .isEqualTo("stall");
    }

    @Test
    void itsFailuresKeepTheStatusTheVendorGave() throws Exception {
        start(PATIENCE);
        vendor.next(Script.error(429, "slow_down", "too fast"), Script.error(503, "overloaded", "busy"));

        assertFails(429);
        assertFails(503);
    }

    @Test
    void aVendorThatSaysNothingWithinTheModelsTimeIsATimeout() throws Exception {
        start(Duration.ofMillis(300));
        vendor.always(Broken.hang());

        assertFails(504);
    }

    private void assertFails(int status) throws IOException {
        Exchange failed = call("");

        assertThat(failed.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(status);
        assertThat(text(failed)).startsWith("{\"error\":{\"message\":");
    }

    private Exchange call(String more) {
        String request = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"stall\"}]" + more + "}";
        return camel.createProducerTemplate()
                .request("direct:vendor-acme-chat", exchange -> exchange.getIn().setBody(request.getBytes(UTF_8)));
    }

    private static String text(Exchange answered) throws IOException {
        assertThat(answered.getException()).isNull();
        try (InputStream body = (InputStream) answered.getMessage().getBody()) {
            return new String(body.readAllBytes(), UTF_8);
        }
    }
}
