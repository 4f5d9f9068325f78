package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fakes.FakeVendor;
import fakes.Received;
import fakes.Script;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shipped vendors whose dialect is their own, called over HTTP with what their fixtures recorded. */
class MappedVendorsIT {

    private static final Path FOLDERS = Path.of("vendors");
    private static final FakeVendor VENDOR = FakeVendor.start();

    private static Gateway gateway;

    @BeforeAll
    static void start() {
        Map<String, String> patient = Map.of(
                "gateway.delivery.key-quarantine", "1ms",
                "gateway.breakers.minimum-calls", "50",
                "gateway.breakers.cool-down", "1ms",
                "gateway.breakers.max-cool-down", "1ms");
        gateway = Gateway.shipped(
                VENDOR, patient, "claude/claude-opus-5", "gemini/gemini-3.1-pro", "tongyi/qwen-plus-native");
    }

    @AfterAll
    static void end() {
        gateway.close();
        VENDOR.close();
    }

    @AfterEach
    void forget() {
        VENDOR.always(Script.error(501, "unscripted", "x"));
    }

    @ParameterizedTest
    @CsvSource({
        "claude, x-api-key, claude-key, /v1/messages, /v1/messages",
        "gemini, x-goog-api-key, gemini-key, /models/gemini-2.5-flash:generateContent,"
                + " /models/gemini-3.1-pro-preview:streamGenerateContent?alt=sse",
        "tongyi/native, authorization, Bearer tongyi-key, /api/v1/services/aigc/text-generation/generation,"
                + " /api/v1/services/aigc/text-generation/generation"
    })
    void itIsAskedAndAnswersAsRecorded(String vendor, String header, String key, String path, String streamPath)
            throws IOException {
        VENDOR.always(Script.json(200, recorded(vendor, "tools", "vendor-reply.json")));
        HttpResponse<String> whole = gateway.chat(recorded(vendor, "tools", "request.json"));
        Received asked = VENDOR.received().getLast();
        VENDOR.always(Script.rawStream(recorded(vendor, "thinking-stream", "vendor-stream.sse")));
        HttpResponse<String> streamed = gateway.chat(recorded(vendor, "thinking-stream", "request.json"));

        assertThat(whole.statusCode()).as(whole.body()).isEqualTo(200);
        assertThat(timeless(whole.body())).isEqualTo(timeless(recorded(vendor, "tools", "reply.json")));
        assertThat(asked.header(header)).isEqualTo(key);
        assertThat(asked.path()).isEqualTo(path);
        assertThat(asked.json()).isEqualTo(Gateway.json(recorded(vendor, "tools", "vendor-request.json")));
        assertThat(VENDOR.received().getLast().path()).isEqualTo(streamPath);
        assertThat(streamed.body()).contains("reasoning_content", "tool_calls").endsWith("data: [DONE]\n\n");
    }

    @Test
    void itsVectorsAreAskedForAndAnsweredAsRecorded() throws IOException {
        VENDOR.always(Script.json(200, recorded("gemini", "embeddings", "vendor-reply.json")));

        HttpResponse<String> answer = gateway.post("/v1/embeddings", recorded("gemini", "embeddings", "request.json"));

        Received asked = VENDOR.received().getLast();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(asked.path()).isEqualTo("/models/gemini-embedding-001:batchEmbedContents");
        assertThat(Gateway.json(answer.body()).get("data"))
                .isEqualTo(Gateway.json(recorded("gemini", "embeddings", "reply.json"))
                        .get("data"));
    }

    /** One folder, one key, one address, and the model's capability decides which interface is called, in which dialect. */
    @Test
    void theInterfacesOfOneVendorAreCalledEachInItsOwnDialect() throws IOException {
        String chat = "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";
        VENDOR.always(Script.json(200, recorded("tongyi", "sum", "vendor-reply.json")));
        HttpResponse<String> compatible = gateway.chat(chat.formatted("qwen-plus"));
        Received first = VENDOR.received().getLast();
        VENDOR.always(Script.json(200, recorded("tongyi/native", "tools", "vendor-reply.json")));
        HttpResponse<String> own = gateway.chat(chat.formatted("qwen-plus-native"));
        Received second = VENDOR.received().getLast();
        VENDOR.always(Script.json(200, "{\"data\":[{\"index\":0,\"embedding\":[0.5]}]}"));
        HttpResponse<String> vectors =
                gateway.post("/v1/embeddings", "{\"model\":\"text-embedding-v4\",\"input\":\"x\"}");
        Received third = VENDOR.received().getLast();

        assertThat(List.of(compatible.statusCode(), own.statusCode(), vectors.statusCode()))
                .containsOnly(200);
        assertThat(first.path()).isEqualTo("/compatible-mode/v1/chat/completions");
        assertThat(first.json()).isEqualTo(Gateway.json(chat.formatted("qwen-plus")));
        assertThat(second.path()).isEqualTo("/api/v1/services/aigc/text-generation/generation");
        assertThat(second.json().at("/model").asText()).isEqualTo("qwen-plus");
        assertThat(second.json().at("/input/messages/0/content").asText()).isEqualTo("x");
        assertThat(third.path()).isEqualTo("/compatible-mode/v1/embeddings");
        assertThat(List.of(first, second, third))
                .extracting(asked -> asked.header("authorization"))
                .containsOnly("Bearer tongyi-key");
        assertThat(gateway.decision(own).toString()).contains("tongyi/qwen-plus-native");
    }

    /** Without its end a stream was cut off, however its dialect tells the end. */
    @ParameterizedTest
    @CsvSource({"claude, message_delta", "gemini, finishReason", "tongyi/native, id:4"})
    void aStreamWithoutItsEndIsNoAnswer(String vendor, String from) throws IOException {
        String stream = recorded(vendor, "thinking-stream", "vendor-stream.sse");
        String cut = stream.substring(0, stream.lastIndexOf("\n\n", stream.indexOf(from)) + 2);
        VENDOR.always(Script.rawStream(cut));

        String answer = gateway.chat(recorded(vendor, "thinking-stream", "request.json"))
                .body();

        assertThat(answer).contains("event: error", "upstream_truncated").doesNotContain("[DONE]");
    }

    /** An error in the midst of a stream, and one before it has begun, each told as what it is. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            claude | event: error\\ndata: {"type":"error","error":{"type":"overloaded_error","message":"busy"}}\\n\\n | overloaded | 503
            gemini | data: {"error":{"code":429,"message":"x","status":"RESOURCE_EXHAUSTED"}}\\n\\n | rate_limited | 429
            tongyi/native | id:1\\nevent:error\\n:HTTP_STATUS/400\\ndata:{"code":"DataInspectionFailed","message":"no","request_id":"r2"}\\n\\n | invalid_request | 400
            """)
    void anErrorAmongTheEventsIsWhatItSays(String vendor, String event, String code, int status) throws IOException {
        String error = event.replace("\\n", "\n");
        VENDOR.always(Script.rawStream(error));
        HttpResponse<String> before = gateway.chat(recorded(vendor, "thinking-stream", "request.json"));
        String stream = recorded(vendor, "thinking-stream", "vendor-stream.sse");
        int half = stream.indexOf("\n\n", stream.indexOf("hink")) + 2;
        VENDOR.always(Script.rawStream(
                stream.substring(0, Math.max(half, stream.length() / 2)).replaceAll("[^\\n]+$", "") + "\n\n" + error));
        HttpResponse<String> midst = gateway.chat(recorded(vendor, "thinking-stream", "request.json"));

        assertThat(before.statusCode()).as(before.body()).isEqualTo(status);
        assertThat(before.body()).contains('"' + code + '"');
        assertThat(midst.body()).contains("event: error", '"' + code + '"').doesNotContain("[DONE]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            claude    | 401 | {"type":"error","error":{"type":"authentication_error","message":"x"}} | 502 | vendor_auth
            claude    | 400 | {"type":"error","error":{"type":"invalid_request_error","message":"too hot"}} | 400 | invalid_request
            claude    | 529 | {"type":"error","error":{"type":"overloaded_error","message":"x"}} | 503 | overloaded
            gemini    | 400 | {"error":{"code":400,"status":"INVALID_ARGUMENT","message":"x","details":[{"reason":"API_KEY_INVALID"}]}} | 502 | vendor_auth
            gemini    | 429 | {"error":{"code":429,"status":"RESOURCE_EXHAUSTED","message":"x","details":[{"retryDelay":"7s"}]}} | 429 | rate_limited
            tongyi/native | 400 | {"code":"Arrearage","message":"x","request_id":"r"} | 502 | vendor_auth
            tongyi/native | 429 | {"code":"Throttling.RateQuota","message":"x","request_id":"r"} | 429 | rate_limited
            """)
    void itsErrorsMeanWhatTheCardSays(String vendor, int status, String body, int told, String code)
            throws IOException {
        VENDOR.always(Script.json(status, body));

        HttpResponse<String> answer = gateway.chat(
                recorded(vendor, "error", "request.json").isEmpty() ? "" : recorded(vendor, "tools", "request.json"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(told);
        assertThat(answer.body()).contains('"' + code + '"');
        if (body.contains("7s")) {
            assertThat(answer.headers().firstValue("Retry-After")).contains("7");
        }
    }

    /** A vendor may begin to say more than its mapping knows; somebody should see that. */
    @Test
    void anEventOfAnUnknownKindIsPassedOverAndCounted() throws IOException {
        String stream = recorded("claude", "thinking-stream", "vendor-stream.sse");
        VENDOR.always(Script.rawStream(stream.replaceFirst(
                "event: ping\n", "event: novelty\ndata: {\"type\":\"novelty\",\"x\":1}\n\nevent: ping\n")));

        HttpResponse<String> answer = gateway.chat(recorded("claude", "thinking-stream", "request.json"));

        assertThat(answer.body()).endsWith("data: [DONE]\n\n").doesNotContain("novelty");
        assertThat(gateway.bean(PrometheusMeterRegistry.class).scrape())
                .containsPattern("gateway_unknown_events_total\\{[^}]*vendor=\"claude\"[^}]*} 1");
    }

    /** Whatever a vendor counts together, and whatever apart, the parts add up to its own total. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            claude    | thinking-stream
            gemini    | thinking-stream
            tongyi/native | thinking-stream
            claude    | tools
            gemini    | tools
            tongyi/native | tools
            """)
    void thePartsOfItsUsageAddUp(String vendor, String fixture) throws IOException {
        boolean streamed = fixture.endsWith("stream");
        VENDOR.always(
                streamed
                        ? Script.rawStream(recorded(vendor, fixture, "vendor-stream.sse"))
                        : Script.json(200, recorded(vendor, fixture, "vendor-reply.json")));

        HttpResponse<String> answer = gateway.chat(recorded(vendor, fixture, "request.json"));

        JsonNode usage = gateway.decision(answer).get("usage");
        assertThat(usage.get("anomaly").isNull()).as(usage.toString()).isTrue();
        long sum = 0;
        for (JsonNode part : usage.get("parts")) {
            sum += part.asLong();
        }
        assertThat(sum).isEqualTo(usage.get("total_tokens").asLong()).isPositive();
    }

    /** The vendor's own dialect in, canonical inside, and out again: thoughts and their signatures are as they were. */
    @Test
    void aCallerOfTheVendorsOwnDialectKeepsHisThoughts() throws IOException {
        VENDOR.always(Script.json(200, recorded("claude", "tools", "vendor-reply.json")));
        JsonNode said = Gateway.json(recorded("claude", "tools", "vendor-request.json"));

        HttpResponse<String> answer = gateway.post("/v1/messages", said.toString());

        JsonNode sent = VENDOR.received().getLast().json();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        for (String field :
                List.of("model", "max_tokens", "messages", "tools", "tool_choice", "stop_sequences", "metadata")) {
            assertThat(sent.get(field)).as(field).isEqualTo(said.get(field));
        }
        assertThat(sent.at("/output_config/format")).isEqualTo(said.at("/output_config/format"));
        JsonNode told = Gateway.json(answer.body());
        JsonNode recorded = Gateway.json(recorded("claude", "tools", "vendor-reply.json"));
        assertThat(told).isEqualTo(recorded);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1,2]           | vendor_reply_unmappable",
                "%s garbage {    | vendor_reply_invalid",
                "%s {\"more\":1} | vendor_reply_invalid"
            })
    void aReplyTheMappingCannotTakeIsNoAnswer(String body, String code) throws IOException {
        VENDOR.always(Script.json(200, body.replace("%s", recorded("claude", "tools", "vendor-reply.json"))));

        HttpResponse<String> answer = gateway.chat(recorded("claude", "tools", "request.json"));

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains(code);
    }

    /** @param vendor a folder, or {@code folder/capability}, whose fixtures then begin with the capability's name */
    private static String recorded(String vendor, String fixture, String file) throws IOException {
        String[] names = vendor.split("/");
        String name = names.length == 1 ? fixture : names[1] + '-' + fixture;
        return Files.readString(
                FOLDERS.resolve(names[0]).resolve("fixtures").resolve(name).resolve(file));
    }

    private static JsonNode timeless(String reply) {
        JsonNode tree = Gateway.json(reply);
        ((com.fasterxml.jackson.databind.node.ObjectNode) tree).remove("created");
        return tree;
    }
}
