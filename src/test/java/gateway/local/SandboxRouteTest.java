package gateway.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.wire.SseReader;
import gateway.wire.StreamEvent;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sandbox through its real route template: what comes out must look as if an HTTP vendor had sent it. */
class SandboxRouteTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SandboxSettings SETTINGS = new SandboxSettings(0, 1_000, Duration.ofSeconds(60));

    private final DefaultCamelContext camel = new DefaultCamelContext();

    /** Two versions of the vendor at once, as during a reload: their ids must not clash. */
    @BeforeEach
    void start() throws Exception {
        ScriptedChatModel model = new ScriptedChatModel(SETTINGS);
        LocalRoutes.start(camel, model, "vendor-sandbox-chat.v1", "vendor-sandbox-chat.v2");
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void aQuestionGetsTheSameFriendlyAnswerEachTime() throws Exception {
        Exchange first = call(question("What is the capital of France?", ""));
        JsonNode reply = json(first);

        assertThat(first.getMessage().getHeaders())
                .containsOnly(Map.entry("CamelHttpResponseCode", 200), Map.entry("Content-Type", "application/json"));
        assertThat(reply.path("object").asText()).isEqualTo("chat.completion");
        assertThat(reply.path("id").asText()).isEqualTo("chatcmpl-5-1");
        assertThat(reply.path("created").asLong()).isEqualTo(5);
        assertThat(reply.path("model").asText()).isEqualTo("sandbox");
        assertThat(reply.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(reply.at("/choices/0/message/content").asText()).contains("\"What is the capital of France?\"");
        assertThat(reply.at("/usage/prompt_tokens").asInt()).isEqualTo(6);

        JsonNode again = json(call(question("What is the capital of France?", "")));
        assertThat(again.at("/choices")).isEqualTo(reply.at("/choices"));
        assertThat(again.path("id")).isNotEqualTo(reply.path("id"));
    }

    @Test
    void aStreamCarriesTheSameTextWordByWordAndUsageOnlyWhenAsked() throws Exception {
        String whole = json(call(question("你好 there", "")))
                .at("/choices/0/message/content")
                .asText();
        List<String> events = events(call(question("你好 there", ",\"stream\":true")));

        assertThat(events).hasSizeGreaterThan(20).last().isEqualTo("[DONE]");
        assertThat(text(events)).isEqualTo(whole).contains("你好 there");
        assertThat(events.get(0)).contains("\"role\":\"assistant\"");
        assertThat(events.get(events.size() - 2)).contains("\"finish_reason\":\"stop\"");

        List<String> withUsage =
                events(call(question("你好 there", ",\"stream\":true,\"stream_options\":{\"include_usage\":true}")));
        JsonNode usage = JSON.readTree(withUsage.get(withUsage.size() - 2));
        assertThat(withUsage).hasSize(events.size() + 1);
        assertThat(usage.path("choices")).isEmpty();
        assertThat(usage.at("/usage/prompt_tokens").asInt()).isEqualTo(3);
        assertThat(usage.at("/usage/completion_tokens").asInt()).isEqualTo(events.size() - 3);
    }

    @Test
    void anOrderedLengthIsKeptAndTheCallersOwnLimitCutsIt() throws Exception {
        String ordered = question("Please stream 200 words", ",\"stream\":true");
        assertThat(text(events(call(ordered)))).startsWith("word1 word2 ").endsWith(" word200");

        JsonNode cut = json(call(question("stream 200 words", ",\"max_completion_tokens\":5")));
        assertThat(cut.at("/choices/0/finish_reason").asText()).isEqualTo("length");
        assertThat(cut.at("/choices/0/message/content").asText().strip()).endsWith("word5");
        assertThat(cut.at("/usage/completion_tokens").asInt()).isEqualTo(5);

        JsonNode capped = json(call(question("stream 999999 words", "")));
        assertThat(capped.at("/usage/completion_tokens").asInt()).isEqualTo(SETTINGS.maxWords());
    }

    @Test
    void anOrderedFailureLooksLikeAVendorsErrorAnswer() throws Exception {
        for (int status : new int[] {400, 429, 503}) {
            Exchange failed = call(question("Fail with " + status, ",\"stream\":true"));

            assertThat(failed.getMessage().getHeaders())
                    .containsOnly(
                            Map.entry("CamelHttpResponseCode", status), Map.entry("Content-Type", "application/json"));
            assertThat(json(failed).at("/error/message").asText()).contains("told to");
            assertThat(failed.getException()).isNull();
        }
    }

    @Test
    void aBrokenAnswerEndsWithoutItsEnd() throws Exception {
        List<String> events = events(call(question("break after 5 words", ",\"stream\":true")));
        assertThat(events).hasSize(6).noneMatch(e -> e.equals("[DONE]") || e.contains("\"stop\""));

        try (InputStream body = body(call(question("break after 5 words", "")))) {
            assertThat(new String(body.readAllBytes(), UTF_8)).startsWith("{").doesNotEndWith("}");
        }
    }

    /** What the gateway does when the caller has left: it closes the reply while another thread waits for its next event. */
    @Test
    void aStalledAnswerWaitsUntilItIsClosedFromAnotherThread() throws Exception {
        SseReader reader = new SseReader(body(call(question("stall after 2 words", ",\"stream\":true"))), 10_000);
        for (int i = 0; i < 3; i++) {
            assertThat(reader.next()).isNotNull();
        }
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread waiting = Thread.startVirtualThread(() -> {
            try {
                StreamEvent event = reader.next();
                end.complete(new AssertionError("got " + (event == null ? "the end" : event.text())));
            } catch (IOException closed) {
                end.complete(closed);
            }
        });
        await().until(() -> waiting.getState() == Thread.State.WAITING);
        reader.close();
        assertThat(end.get(5, TimeUnit.SECONDS)).isInstanceOf(IOException.class).hasMessageContaining("closed");
    }

    @Test
    void aMessagePartThatIsNoTextIsRefusedByName() {
        String picture =
                "{\"model\":\"sandbox\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\"}]}]}";

        assertThatThrownBy(() -> camel.createProducerTemplate().requestBody("direct:vendor-sandbox-chat.v1", picture))
                .isInstanceOf(CamelExecutionException.class)
                .hasRootCauseMessage("This model reads text only; leave out the part at messages[0].content[0].");
    }

    @Test
    void theWholeConversationIsCountedAndTheLastUserMessageObeyed() throws Exception {
        String request = "{\"model\":\"sandbox\",\"messages\":[{\"role\":\"system\",\"content\":\"be kind\"},"
                + "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"fail with 500\"}]},"
                + "{\"role\":\"assistant\",\"content\":null},"
                + "{\"role\":\"user\",\"content\":\"stream 3 words\"},"
                + "{\"role\":\"tool\",\"tool_call_id\":\"x\",\"content\":\"42\"}]}";
        JsonNode reply = json(call(request));

        assertThat(reply.at("/choices/0/message/content").asText()).isEqualTo("word1 word2 word3");
        assertThat(reply.at("/usage/prompt_tokens").asInt()).isEqualTo(9);
    }

    private Exchange call(String request) {
        return camel.createProducerTemplate().request("direct:vendor-sandbox-chat.v2", exchange -> exchange.getIn()
                .setBody(request.getBytes(UTF_8)));
    }

    private static String question(String text, String more) {
        return "{\"model\":\"sandbox\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]" + more + "}";
    }

    private static InputStream body(Exchange answered) {
        assertThat(answered.getException()).isNull();
        return (InputStream) answered.getMessage().getBody();
    }

    private static JsonNode json(Exchange answered) throws IOException {
        try (InputStream body = body(answered)) {
            return JSON.readTree(body);
        }
    }

    private static List<String> events(Exchange answered) throws IOException {
        List<String> events = new ArrayList<>();
        try (SseReader reader = new SseReader(body(answered), 10_000)) {
            for (StreamEvent event = reader.next(); event != null; event = reader.next()) {
                events.add(event.text());
            }
        }
        return events;
    }

    private static String text(List<String> events) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String event : events) {
            if (!event.equals("[DONE]")) {
                text.append(JSON.readTree(event).at("/choices/0/delta/content").asText());
            }
        }
        return text.toString();
    }
}
