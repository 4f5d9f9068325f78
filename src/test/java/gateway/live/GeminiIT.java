package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fakes.Broken;
import fakes.ChatJson;
import fakes.FakeVendor;
import fakes.RawClient;
import fakes.Script;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Google's dialect on the wire, in front of a vendor that speaks OpenAI's. */
class GeminiIT {

    private static final String REQUEST = """
            {"system_instruction": {"parts": [{"text": "Be short."}]},
             "contents": [
               {"role": "user", "parts": [{"text": "What?"}, {"inline_data": {"mime_type": "image/png", "data": "aGk="}}]},
               {"role": "model", "parts": [{"text": "Hm.", "thought": true}, {"text": "Calling."},
                 {"functionCall": {"name": "weather", "args": {"snake_key": 1}}, "thoughtSignature": "c2ln"},
                 {"functionCall": {"name": "weather", "args": {}}}]},
               {"role": "user", "parts": [
                 {"functionResponse": {"name": "weather", "response": {"output": "21 C"}}},
                 {"functionResponse": {"name": "weather", "response": {"deg_c": 7}}},
                 {"text": "Go on."}]}],
             "generation_config": {"temperature": 0.5, "max_output_tokens": 50, "stop_sequences": ["END"], "topK": 4,
               "responseMimeType": "application/json", "responseSchema": {"type": "OBJECT", "properties": {"type": {"type": "STRING"}}},
               "thinkingConfig": {"thinkingBudget": 1000}},
             "tools": [{"function_declarations": [{"name": "weather", "parameters_json_schema": {"$ref": "#/x_y"}}]}],
             "toolConfig": {"functionCallingConfig": {"mode": "ANY", "allowedFunctionNames": ["weather"]}}}""";

    private static final String CANONICAL = """
            {"model": "MODEL", "temperature": 0.5, "max_tokens": 50, "stop": ["END"], "top_k": 4, "reasoning_effort": "low",
             "thinking": {"type": "enabled", "budget_tokens": 1000},
             "response_format": {"type": "json_schema", "json_schema": {"name": "answer",
               "schema": {"type": "object", "properties": {"type": {"type": "string"}},
                 "additionalProperties": false}}},
             "tools": [{"type": "function", "function": {"name": "weather", "parameters": {"$ref": "#/x_y"}}}],
             "tool_choice": {"type": "function", "function": {"name": "weather"}},
             "messages": [
               {"role": "system", "content": "Be short."},
               {"role": "user", "content": [{"type": "text", "text": "What?"},
                 {"type": "image_url", "image_url": {"url": "data:image/png;base64,aGk="}}]},
               {"role": "assistant", "content": "Calling.", "reasoning_content": "Hm.", "tool_calls": [
                 {"id": "call_0", "type": "function", "function": {"name": "weather", "arguments": "{\\"snake_key\\":1}"},
                   "extra_content": {"google": {"thought_signature": "c2ln"}}},
                 {"id": "call_1", "type": "function", "function": {"name": "weather", "arguments": "{}"}}]},
               {"role": "tool", "tool_call_id": "call_0", "name": "weather", "content": "21 C"},
               {"role": "tool", "tool_call_id": "call_1", "name": "weather", "content": "{\\"deg_c\\":7}"},
               {"role": "user", "content": "Go on."}]}""";

    private static final String HELLO = "{\"contents\":[{\"parts\":[{\"text\":\"hello\"}]}]}";

    private final Gateway gateway = Gateway.shared();
    private final FakeVendor fake = FakeVendor.start();
    private final TestVendor vendor = gateway.vendor(fake, "tool-media: true");

    @AfterEach
    void stop() {
        vendor.delete();
        fake.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1beta/models/MODEL", "/v1/models/MODEL", "/v1beta/models/VENDOR/MODEL"})
    void everyPartReachesTheVendor(String path) {
        fake.always(Script.chat("ok"));

        HttpResponse<String> answer = gateway.post(path(path, "generateContent"), REQUEST);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(fake.received().getFirst().json())
                .isEqualTo(Gateway.json(CANONICAL.replace("MODEL", vendor.model())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONTENTS", "{\"generateContentRequest\":CONTENTS}"})
    void thePromptIsCountedWithoutAVendor(String body) {
        HttpResponse<String> answer =
                gateway.post(path("/v1beta/models/MODEL", "countTokens"), body.replace("CONTENTS", HELLO));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(Gateway.json(answer.body()).get("totalTokens").asInt()).isBetween(1, 30);
        assertThat(fake.received()).isEmpty();
    }

    @Test
    void aWholeAnswerIsAResponse() {
        fake.next(Script.json(200, """
                {"id": "c1", "object": "chat.completion", "created": 1, "model": "m", "choices": [{"index": 0, "message": {
                  "role": "assistant", "content": "Rome?", "reasoning_content": "Hm.", "tool_calls": [
                    {"id": "a", "type": "function", "function": {"name": "weather", "arguments": "{\\"city\\":\\"Rome\\"}"}}]},
                  "finish_reason": "tool_calls"}],
                 "usage": {"prompt_tokens": 100, "completion_tokens": 9, "total_tokens": 109,
                   "prompt_tokens_details": {"cached_tokens": 60}, "completion_tokens_details": {"reasoning_tokens": 4}}}"""));

        JsonNode answer = Gateway.json(generate("generateContent").body());

        assertThat(answer).isEqualTo(Gateway.json("""
                {"candidates": [{"index": 0, "finishReason": "STOP", "content": {"role": "model", "parts": [
                   {"text": "Hm.", "thought": true}, {"text": "Rome?"},
                   {"functionCall": {"id": "a", "name": "weather", "args": {"city": "Rome"}}}]}}],
                 "usageMetadata": {"promptTokenCount": 100, "candidatesTokenCount": 5, "thoughtsTokenCount": 4,
                   "cachedContentTokenCount": 60, "totalTokenCount": 109},
                 "modelVersion": "m", "responseId": "c1"}"""));
    }

    @Test
    void aStreamIsOneOfResponses() {
        fake.always(call -> Script.events(
                        ChatJson.role(call.request()),
                        ChatJson.content(call.request(), "Hel"),
                        ChatJson.content(call.request(), "lo"),
                        piece("\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"x\\\":\"}"),
                        piece("\"function\":{\"arguments\":\"1}\"}"),
                        ChatJson.finish(call.request(), "tool_calls"),
                        ChatJson.usage(call.request(), 5),
                        "[DONE]")
                .play(call));

        List<String> events = generate("streamGenerateContent?alt=sse")
                .body()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring(6))
                .toList();
        JsonNode array = Gateway.json(generate("streamGenerateContent").body());

        assertThat(events).hasSize(3);
        assertThat(Gateway.json(events.getLast()).at("/candidates/0")).isEqualTo(Gateway.json("""
                {"index": 0, "content": {"role": "model", "parts": [
                  {"functionCall": {"id": "a", "name": "f", "args": {"x": 1}}}]}, "finishReason": "STOP"}"""));
        assertThat(Gateway.json(events.getLast())
                        .at("/usageMetadata/totalTokenCount")
                        .asInt())
                .isEqualTo(12);
        assertThat(array).hasSize(3);
        assertThat(array.get(2).at("/candidates"))
                .isEqualTo(Gateway.json(events.getLast()).at("/candidates"));
    }

    /** Clients drop a turn of which one event has no parts. */
    @Test
    void everyEventOfAStreamHasAPart() {
        fake.next(Script.stream("Hel", "lo"));

        List<JsonNode> events = generate("streamGenerateContent?alt=sse")
                .body()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> Gateway.json(line.substring(6)))
                .toList();

        assertThat(events).hasSize(3).allSatisfy(event -> assertThat(event.at("/candidates/0/content/parts"))
                .isNotEmpty());
        assertThat(events.getLast().at("/candidates/0/finishReason").asText()).isEqualTo("STOP");
    }

    @Test
    void whatATwoEdgedFieldMeansIsUnderstood() {
        fake.always(Script.chat("ok"));
        gateway.post(path("/v1beta/models/MODEL", "generateContent"), """
                {"contents": [
                   {"role": "user", "parts": [{"text": "Look."}]},
                   {"role": "model", "parts": [{"text": "I "}]},
                   {"role": "model", "parts": [{"text": "look."}, {"functionCall": {"name": "screen"}}]},
                   {"role": "user", "parts": [{"functionResponse": {"name": "screen", "response": {"data": [1], "error": null},
                     "parts": [{"inlineData": {"mimeType": "image/png", "data": "_-A="}}]}}]}],
                 "generationConfig": {"maxOutputTokens": "50", "topK": 40.0, "thinkingConfig": {"thinkingBudget": -1},
                   "responseSchema": {"type": "OBJECT", "property_ordering": ["n"], "properties": {
                     "n": {"type": "INTEGER", "nullable": true, "format": "int32", "default": "TYPE", "max_items": "3"}}}},
                 "tools": [{"functionDeclarations": [{"name": "screen"}, {"name": "mouse"}, {"name": "keys"}]}],
                 "toolConfig": {"functionCallingConfig": {"mode": "ANY", "allowedFunctionNames": ["screen", "keys"]}},
                 "safetySettings": [{"category": "HARM_CATEGORY_HARASSMENT", "threshold": "OFF"}]}""");

        assertThat(fake.received().getFirst().json()).isEqualTo(Gateway.json("""
                        {"model": "MODEL", "max_tokens": 50, "top_k": 40, "thinking": {"type": "adaptive"}, "messages": [
                           {"role": "user", "content": "Look."},
                           {"role": "assistant", "content": "I look.", "tool_calls": [
                             {"id": "call_0", "type": "function", "function": {"name": "screen", "arguments": "{}"}}]},
                           {"role": "tool", "tool_call_id": "call_0", "name": "screen", "content": [
                             {"type": "text", "text": "{\\"data\\":[1],\\"error\\":null}"},
                             {"type": "image_url", "image_url": {"url": "data:image/png;base64,/+A="}}]}],
                         "response_format": {"type": "json_schema", "json_schema": {"name": "answer", "schema": {
                           "type": "object", "additionalProperties": false, "properties": {
                             "n": {"type": ["integer", "null"], "default": "TYPE", "maxItems": 3}}}}},
                         "tools": [{"type": "function", "function": {"name": "screen"}},
                           {"type": "function", "function": {"name": "keys"}}],
                         "tool_choice": "required"}""".replace("MODEL", vendor.model())));
    }

    @Test
    void aStreamThatBreaksEndsWithAnError() {
        fake.always(Broken.cutAfter("one"));

        String events = generate("streamGenerateContent?alt=sse").body();
        JsonNode array = Gateway.json(generate("streamGenerateContent").body());

        assertThat(events)
                .contains("\"one\"", "\"status\":\"UNAVAILABLE\"", "upstream_truncated")
                .doesNotContain("finishReason");
        assertThat(array.get(array.size() - 1).at("/error/status").asText()).isEqualTo("UNAVAILABLE");
    }

    /** A comment would spoil the array. */
    @Test
    void aSilentArrayIsKeptAwakeByBlankLines() throws Exception {
        fakes.PacedStream paced = new fakes.PacedStream();
        fake.next(paced);
        try (RawClient client = gateway.connect()) {
            client.post(path("/v1beta/models/MODEL", "streamGenerateContent"), HELLO, "x-goog-api-key: " + Gateway.KEY);
            paced.content("word");
            assertThat(client.head(Duration.ofSeconds(10)).status()).isEqualTo(200);
            String begun =
                    new String(client.bytes(1_000, Duration.ofSeconds(10)), java.nio.charset.StandardCharsets.UTF_8);
            String beat =
                    new String(client.bytes(1_000, Duration.ofSeconds(10)), java.nio.charset.StandardCharsets.UTF_8);
            paced.finish();

            String all = begun + beat + client.body(Duration.ofSeconds(10));
            assertThat(beat).isBlank();
            assertThat(Gateway.json(all)).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"header", "query"})
    void theKeyComesAsGooglesClientsSendIt(String where) throws Exception {
        fake.always(Script.chat("ok"));
        String url = gateway.url() + path("/v1beta/models/MODEL", "generateContent");
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(where.equals("query") ? url + "?key=" + Gateway.KEY : url))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(HELLO));
        if (where.equals("header")) {
            request.header("x-goog-api-key", Gateway.KEY);
        }

        assertThat(HttpClient.newHttpClient()
                        .send(request.build(), HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void whatIsWrongIsToldInItsOwnForm() {
        assertRefused("{\"contents\":[]}", "contents");
        assertRefused("{\"contents\":[{\"parts\":[{\"hologram\":1}]}]}", "contents[0].parts[0]");
        assertRefused(HELLO.replace("{\"contents", "{\"cachedContent\":\"x\",\"contents"), "cachedContent");
        assertRefused(with("\"maxOutputTokens\": \"many\""), "generationConfig.maxOutputTokens");
        assertRefused(with("\"maxOutputTokens\": 0"), "generationConfig.maxOutputTokens");
        assertRefused(with("\"stopSequences\": [1]"), "generationConfig.stopSequences");
        assertRefused(with("\"candidateCount\": 500"), "generationConfig.candidateCount");
        JsonNode unknown = Gateway.json(
                gateway.post("/v1beta/models/none:generateContent", HELLO).body());
        assertThat(unknown.at("/error/status").asText()).isEqualTo("NOT_FOUND");
        assertThat(unknown.at("/error/details/0/reason").asText()).isEqualTo("model_not_found");
        assertThat(gateway.post("/v1beta/models/none:dance", HELLO).statusCode())
                .isEqualTo(404);
        String search = HELLO.replace("{\"contents", "{\"tools\":[{\"googleSearch\":{}}],\"contents");
        assertThat(gateway.post(path("/v1beta/models/MODEL", "generateContent"), search)
                        .body())
                .contains("non-function-tools");
    }

    private void assertRefused(String body, String field) {
        HttpResponse<String> answer = gateway.post(path("/v1beta/models/MODEL", "generateContent"), body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(Gateway.json(answer.body()).at("/error/message").asText()).startsWith(field + ": ");
    }

    private static String with(String config) {
        return HELLO.replace("{\"contents", "{\"generationConfig\": {" + config + "}, \"contents");
    }

    private HttpResponse<String> generate(String method) {
        return gateway.post(path("/v1beta/models/MODEL", method), HELLO);
    }

    private String path(String template, String method) {
        return template.replace("MODEL", vendor.model()).replace("VENDOR", vendor.name()) + ':' + method;
    }

    private static String piece(String call) {
        return "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0," + call
                + "}]},\"finish_reason\":null}]}";
    }
}
