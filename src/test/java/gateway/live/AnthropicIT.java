package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fakes.Broken;
import fakes.ChatJson;
import fakes.FakeVendor;
import fakes.Script;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Anthropic's dialect on the wire, in front of a vendor that speaks OpenAI's. */
class AnthropicIT {

    private static final String MESSAGES = "/v1/messages";

    private static final String EVERY_KIND = """
                "max_tokens": 50, "system": [{"type": "text", "text": "Be short.", "cache_control": {"type": "ephemeral"}}],
                "stop_sequences": ["END"], "top_k": 5, "metadata": {"user_id": "u-1"}, "new_field": {"x": 1},
                "thinking": {"type": "enabled", "budget_tokens": 2000},
                "output_config": {"format": {"type": "json_schema", "schema": {"type": "object"}}},
                "tools": [{"name": "weather", "description": "d", "input_schema": {"type": "object"}}],
                "tool_choice": {"type": "tool", "name": "weather", "disable_parallel_tool_use": true},
                "messages": [
                  {"role": "user", "content": [
                    {"type": "text", "text": "What?"},
                    {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "aGk="}},
                    {"type": "document", "title": "t.pdf", "source": {"type": "url", "url": "https://x.example/t.pdf"}}]},
                  {"role": "assistant", "content": [
                    {"type": "thinking", "thinking": "Hm.", "signature": "c2ln"},
                    {"type": "text", "text": "Looking."},
                    {"type": "tool_use", "id": "toolu_1", "name": "weather", "input": {"city": "Rome"}}]},
                  {"role": "user", "content": [
                    {"type": "tool_result", "tool_use_id": "toolu_1", "is_error": true, "content": [
                      {"type": "text", "text": "21 C"}, {"type": "image", "source": {"type": "url", "url": "https://x.example/p.png"}}]},
                    {"type": "text", "text": "Go on."}]}]""";

    private static final String CANONICAL = """
                {"model": "MODEL", "max_tokens": 50, "top_k": 5, "new_field": {"x": 1}, "stop": ["END"], "user": "u-1",
                 "thinking": {"type": "enabled", "budget_tokens": 2000}, "reasoning_effort": "low",
                 "response_format": {"type": "json_schema",
                   "json_schema": {"name": "answer", "strict": false, "schema": {"type": "object"}}},
                 "tools": [{"type": "function",
                   "function": {"name": "weather", "description": "d", "parameters": {"type": "object"}}}],
                 "tool_choice": {"type": "function", "function": {"name": "weather"}}, "parallel_tool_calls": false,
                 "messages": [
                   {"role": "system", "content": [{"type": "text", "text": "Be short.", "cache_control": {"type": "ephemeral"}}]},
                   {"role": "user", "content": [
                     {"type": "text", "text": "What?"},
                     {"type": "image_url", "image_url": {"url": "data:image/png;base64,aGk="}},
                     {"type": "file", "file": {"file_data": "https://x.example/t.pdf", "filename": "t.pdf"}}]},
                   {"role": "assistant", "content": "Looking.", "reasoning_content": "Hm.",
                     "thinking_blocks": [{"type": "thinking", "thinking": "Hm.", "signature": "c2ln", "index": 0}],
                     "tool_calls": [{"id": "toolu_1", "type": "function",
                       "function": {"name": "weather", "arguments": "{\\"city\\":\\"Rome\\"}"}}]},
                   {"role": "tool", "tool_call_id": "toolu_1", "is_error": true, "content": [
                     {"type": "text", "text": "21 C"},
                     {"type": "image_url", "image_url": {"url": "https://x.example/p.png"}}]},
                   {"role": "user", "content": [{"type": "text", "text": "Go on."}]}]}
                """;

    private static final List<String> TWO_CALLS = List.of(
            "message_start",
            "content_block_start",
            "content_block_delta",
            "content_block_stop",
            "content_block_start",
            "content_block_delta",
            "content_block_delta",
            "content_block_stop",
            "content_block_start",
            "content_block_delta",
            "content_block_delta",
            "content_block_stop",
            "content_block_start",
            "content_block_delta",
            "content_block_stop",
            "message_delta",
            "message_stop");

    private final Gateway gateway = Gateway.shared();
    private final FakeVendor fake = FakeVendor.start();
    private final TestVendor vendor = gateway.vendor(fake, "tool-media: true");

    @AfterEach
    void stop() {
        vendor.delete();
        fake.close();
    }

    @Test
    void everyKindOfBlockReachesTheVendor() {
        fake.always(Script.chat("ok"));

        HttpResponse<String> answer = ask(EVERY_KIND);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(fake.received().getFirst().json())
                .isEqualTo(Gateway.json(CANONICAL.replace("MODEL", vendor.model())));
    }

    @Test
    void aWholeAnswerIsAMessageOfBlocks() {
        fake.next(Script.json(200, """
                {"id": "c1", "object": "chat.completion", "created": 1, "model": "m", "choices": [{"index": 0, "message": {
                  "role": "assistant", "content": "Rome?", "reasoning_content": "Hm.", "tool_calls": [
                    {"id": "call_1", "type": "function", "function": {"name": "weather", "arguments": "{\\"city\\":\\"Rome\\"}"}},
                    {"id": "call_2", "type": "function", "function": {"name": "weather", "arguments": "{broken"}}]},
                  "finish_reason": "tool_calls"}],
                 "usage": {"prompt_tokens": 100, "completion_tokens": 9, "total_tokens": 109,
                   "prompt_tokens_details": {"cached_tokens": 60, "cache_write_tokens": 10}}}"""));

        JsonNode answer = Gateway.json(ask(hello("")).body());

        assertThat(answer).isEqualTo(Gateway.json("""
                {"id": "msg_c1", "type": "message", "role": "assistant", "model": "m", "content": [
                  {"type": "thinking", "thinking": "Hm.", "signature": ""},
                  {"type": "text", "text": "Rome?"},
                  {"type": "tool_use", "id": "call_1", "name": "weather", "input": {"city": "Rome"}},
                  {"type": "tool_use", "id": "call_2", "name": "weather", "input": {"arguments": "{broken"}}],
                 "stop_reason": "tool_use", "stop_sequence": null,
                 "usage": {"input_tokens": 30, "cache_creation_input_tokens": 10, "cache_read_input_tokens": 60,
                   "output_tokens": 9}}"""));
    }

    @Test
    void aStreamIsOneOfTypedEvents() {
        fake.next(call -> Script.events(
                        ChatJson.role(call.request()),
                        delta("\"reasoning_content\":\"Hm.\""),
                        delta("\"content\":\"Two \""),
                        delta("\"content\":\"calls.\""),
                        delta(
                                "\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\"}}]"),
                        delta("\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"}\"}}]"),
                        delta(
                                "\"tool_calls\":[{\"index\":1,\"id\":\"b\",\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}]"),
                        ChatJson.finish(call.request(), "tool_calls"),
                        ChatJson.usage(call.request(), 5),
                        "[DONE]")
                .play(call));

        String body = ask(hello("\"stream\": true,")).body();

        assertThat(types(body)).containsExactlyElementsOf(TWO_CALLS);
        assertThat(body)
                .contains(
                        "\"index\":3,\"content_block\":{\"type\":\"tool_use\",\"id\":\"b\",\"name\":\"g\",\"input\":{}}")
                .contains("{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\",\"stop_sequence\":null},"
                        + "\"usage\":{\"input_tokens\":7,")
                .contains("\"output_tokens\":5}")
                .doesNotContain("[DONE]");
    }

    @Test
    void aStreamThatBreaksEndsWithAnErrorAndNoStop() {
        fake.next(Broken.cutAfter("one"));

        String body = ask(hello("\"stream\": true,")).body();

        assertThat(types(body)).last().isEqualTo("error");
        assertThat(body).contains("\"one\"", "upstream_truncated").doesNotContain("message_stop", "stop_reason\":\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/messages/count_tokens", "/v1/messages/count_tokens/", "/V1/Messages/Count_Tokens"})
    void thePromptIsCountedWithoutAVendor(String path) {
        HttpResponse<String> answer = gateway.post(
                path,
                "{\"model\":\"" + vendor.model()
                        + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello there\"}]}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(Gateway.json(answer.body()).get("input_tokens").asInt()).isBetween(2, 30);
        assertThat(fake.received()).isEmpty();
    }

    @Test
    void whatIsWrongIsToldInItsOwnFormAndByItsOwnNames() {
        assertRefused("{\"model\":\"x\",\"messages\":[]}", "max_tokens: The field 'max_tokens' is missing");
        assertRefused("{\"max_tokens\":1,\"model\":\"x\",\"messages\":[]}", "messages: The field 'messages' is empty");
        assertRefused(message("{\"role\":\"robot\",\"content\":\"x\"}"), "messages[0].role");
        assertRefused(
                message("{\"role\":\"user\",\"content\":[{\"type\":\"image\"}]}"), "messages[0].content[0].source");
        assertRefused(
                message("{\"role\":\"user\",\"content\":[{\"type\":\"hologram\"}]}"), "messages[0].content[0].type");
        assertRefused("{\"thread\":\"t\"}", "thread: The field 'thread' asks for state");
        assertRefused("{\"max_tokens\":1,\"system\":5}", "system: The field 'system' must be a string");
        assertRefused("{\n\"model\"", "not valid JSON at line 2, column 8: it ends too early");
        assertRefused("{\"model\":\"m\",\"max_tokens\":1,\"messages\":[]} {\"more\":1}", "one JSON object");
        assertRefused("{\"model\":\"m\",\"model\":\"n\",\"max_tokens\":1,\"messages\":[]}", "a field twice");
        JsonNode unknown = Gateway.json(gateway.post(
                        MESSAGES,
                        "{\"model\":\"none\",\"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}")
                .body());
        assertThat(unknown.at("/error/type").asText()).isEqualTo("not_found_error");
        assertThat(unknown.get("request_id").asText()).startsWith("req_");
    }

    private void assertRefused(String body, String message) {
        HttpResponse<String> answer = gateway.post(MESSAGES, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(Gateway.json(answer.body()).at("/error/type").asText()).isEqualTo("invalid_request_error");
        assertThat(Gateway.json(answer.body()).at("/error/message").asText()).contains(message);
    }

    private static String message(String message) {
        return "{\"model\":\"x\",\"max_tokens\":1,\"messages\":[" + message + "]}";
    }

    private HttpResponse<String> ask(String fields) {
        return gateway.post(MESSAGES, "{\"model\":\"" + vendor.model() + "\"," + fields + "}");
    }

    static String hello(String fields) {
        return fields + "\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]";
    }

    static String delta(String fields) {
        return "{\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{" + fields
                + "},\"finish_reason\":null}]}";
    }

    private static List<String> types(String body) {
        return body.lines()
                .filter(line -> line.startsWith("event: "))
                .map(line -> line.substring("event: ".length()))
                .toList();
    }
}
