package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.NotFoundException;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import fakes.Broken;
import fakes.ChatJson;
import fakes.FakeVendor;
import fakes.Script;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The Responses dialect, on the wire and through OpenAI's own client, in front of a vendor that speaks chat completions. */
class ResponsesIT {

    private static final String RESPONSES = "/v1/responses";

    private static final String REQUEST = """
            "instructions": "Be short.", "max_output_tokens": 50, "temperature": 0.5, "reasoning": {"effort": "low"},
            "text": {"format": {"type": "json_schema", "name": "w", "schema": {"type": "object"}, "strict": true}, "verbosity": "low"},
            "tools": [{"type": "function", "name": "weather", "parameters": {"type": "object"}, "strict": true}],
            "tool_choice": {"type": "function", "name": "weather"}, "parallel_tool_calls": false, "store": false,
            "input": [
              {"role": "user", "content": [{"type": "input_text", "text": "What?"},
                {"type": "input_image", "image_url": "data:image/png;base64,aGk=", "detail": "low"}]},
              {"type": "reasoning", "id": "rs_0", "summary": [], "content": [{"type": "reasoning_text", "text": "Hm."}],
                "encrypted_content": "eyJ0aGlua2luZ19ibG9ja3MiOlt7ImluZGV4IjowfV19"},
              {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": "Looking."}]},
              {"type": "function_call", "call_id": "c1", "name": "weather", "arguments": "{}"},
              {"type": "function_call_output", "call_id": "c1", "output": "21 C"},
              {"role": "user", "content": "Go on."}]""";

    private static final String CANONICAL = """
            {"model": "MODEL", "max_completion_tokens": 50, "temperature": 0.5, "reasoning_effort": "low", "verbosity": "low",
             "response_format": {"type": "json_schema", "json_schema": {"name": "w", "schema": {"type": "object"}, "strict": true}},
             "tools": [{"type": "function", "function": {"name": "weather", "parameters": {"type": "object"}, "strict": true}}],
             "tool_choice": {"type": "function", "function": {"name": "weather"}}, "parallel_tool_calls": false,
             "messages": [
               {"role": "system", "content": "Be short."},
               {"role": "user", "content": [{"type": "text", "text": "What?"},
                 {"type": "image_url", "image_url": {"url": "data:image/png;base64,aGk=", "detail": "low"}}]},
               {"role": "assistant", "content": "Looking.", "reasoning_content": "Hm.", "thinking_blocks": [{"index": 0}],
                 "tool_calls": [{"id": "c1", "type": "function", "function": {"name": "weather", "arguments": "{}"}}]},
               {"role": "tool", "tool_call_id": "c1", "content": "21 C"},
               {"role": "user", "content": "Go on."}]}""";

    private final Gateway gateway = Gateway.shared();
    private final FakeVendor fake = FakeVendor.start();
    private final TestVendor vendor = gateway.vendor(fake);
    private final OpenAIClient client = OpenAIOkHttpClient.builder()
            .baseUrl(gateway.url() + "/v1")
            .apiKey(Gateway.KEY)
            .maxRetries(0)
            .build();

    @AfterEach
    void stop() {
        client.close();
        vendor.delete();
        fake.close();
    }

    @Test
    void everyItemReachesTheVendor() {
        fake.always(Script.chat("ok"));

        HttpResponse<String> answer = ask(REQUEST);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(fake.received().getFirst().json())
                .isEqualTo(Gateway.json(CANONICAL.replace("MODEL", vendor.model())));
    }

    @Test
    void aWholeAnswerHasItsItems() {
        fake.next(Script.json(200, """
                {"id": "c1", "object": "chat.completion", "created": 1, "model": "m", "choices": [{"index": 0, "message": {
                  "role": "assistant", "content": "Rome?", "reasoning_content": "Hm.", "tool_calls": [
                    {"id": "a", "type": "function", "function": {"name": "weather", "arguments": "{}"}}]},
                  "finish_reason": "length"}],
                 "usage": {"prompt_tokens": 100, "completion_tokens": 9, "total_tokens": 109,
                   "prompt_tokens_details": {"cached_tokens": 60}, "completion_tokens_details": {"reasoning_tokens": 4}}}"""));

        JsonNode answer = Gateway.json(ask("\"input\":\"hello\"").body());

        assertThat(answer.get("status").asText()).isEqualTo("incomplete");
        assertThat(answer.at("/incomplete_details/reason").asText()).isEqualTo("max_output_tokens");
        assertThat(answer.get("store").asBoolean()).isFalse();
        assertThat(answer.at("/output/0/content/0/text").asText()).isEqualTo("Hm.");
        assertThat(answer.at("/output/1/content/0/text").asText()).isEqualTo("Rome?");
        assertThat(answer.at("/output/2/call_id").asText()).isEqualTo("a");
        assertThat(answer.get("usage")).isEqualTo(Gateway.json("""
                {"input_tokens": 100, "input_tokens_details": {"cached_tokens": 60, "cache_write_tokens": 0},
                 "output_tokens": 9, "output_tokens_details": {"reasoning_tokens": 4}, "total_tokens": 109}"""));
    }

    @Test
    void eventsAreNumberedAndEndWithTheWholeResponse() {
        fake.next(call -> Script.events(
                        ChatJson.role(call.request()),
                        piece("\"reasoning_content\":\"Hm.\""),
                        ChatJson.content(call.request(), "Hel"),
                        ChatJson.content(call.request(), "lo"),
                        piece(
                                "\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\"}}]"),
                        piece("\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"}\"}}]"),
                        ChatJson.finish(call.request(), "tool_calls"),
                        ChatJson.usage(call.request(), 5),
                        "[DONE]")
                .play(call));

        List<JsonNode> events =
                events(ask("\"input\":\"hello\",\"stream\":true").body());

        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).get("sequence_number").asInt()).isEqualTo(i);
        }
        assertThat(events.getFirst().get("type").asText()).isEqualTo("response.created");
        assertThat(events.stream().map(event -> event.get("type").asText().replace("response.", "")))
                .containsSubsequence(
                        "reasoning_text.delta",
                        "output_text.delta",
                        "output_text.delta",
                        "output_text.done",
                        "content_part.done",
                        "output_item.done",
                        "function_call_arguments.delta",
                        "function_call_arguments.done",
                        "completed");
        JsonNode whole = events.getLast().get("response");
        assertThat(whole.at("/output/1/content/0/text").asText()).isEqualTo("Hello");
        assertThat(whole.at("/output/2/arguments").asText()).isEqualTo("{}");
        assertThat(whole.at("/usage/output_tokens").asInt()).isEqualTo(5);
    }

    /** Some vendors sign thoughts that they do not show, and want the signature back with the next turn. */
    @Test
    void thoughtsThatAreNotShownComeBackToo() {
        fake.next(call -> Script.events(
                        ChatJson.role(call.request()),
                        piece("\"thinking_blocks\":[{\"index\":0,\"type\":\"redacted_thinking\",\"data\":\"c2ln\"}]"),
                        ChatJson.content(call.request(), "Rome"),
                        ChatJson.finish(call.request(), "stop"),
                        "[DONE]")
                .play(call));

        JsonNode whole = events(ask("\"input\":\"hello\",\"stream\":true").body())
                .getLast()
                .get("response");

        assertThat(whole.at("/output/0/type").asText()).isEqualTo("reasoning");
        fake.next(Script.chat("ok"));
        ask("\"input\":[{\"role\":\"user\",\"content\":\"hello\"}," + whole.at("/output/0") + ','
                + whole.at("/output/1") + ']');
        assertThat(fake.received()
                        .getLast()
                        .json()
                        .at("/messages/1/thinking_blocks/0/data")
                        .asText())
                .isEqualTo("c2ln");
    }

    /** Clients keep the items of many answers in one list. */
    @Test
    void itemsOfTwoAnswersHaveDifferentIds() {
        String reply = """
                {"id": "%s", "choices": [{"index": 0, "message": {"role": "assistant", "content": "ok"},
                 "finish_reason": "stop"}]}""";
        fake.next(Script.json(200, reply.formatted("c1")), Script.json(200, reply.formatted("c2")));

        assertThat(itemId()).isEqualTo("msg_c1_0");
        assertThat(itemId()).isEqualTo("msg_c2_0");
    }

    private String itemId() {
        return Gateway.json(ask("\"input\":\"hello\"").body())
                .at("/output/0/id")
                .asText();
    }

    @Test
    void theClientReadsAWholeAndAStreamedAnswer() {
        fake.next(Script.chat("hello there"), Script.stream("one ", "two"));

        Response whole = client.responses().create(hello().build());
        Response streamed = stream();

        assertThat(text(whole)).contains("hello there");
        assertThat(whole.status()).contains(ResponseStatus.COMPLETED);
        assertThat(text(streamed)).isEqualTo("one two");
        assertThat(streamed.usage().orElseThrow().outputTokens()).isEqualTo(2);
    }

    @Test
    void theClientIsToldWhatIsWrong() {
        assertThatThrownBy(
                        () -> client.responses().create(hello().model("no-such").build()))
                .isInstanceOf(NotFoundException.class);
        fake.next(Broken.cutAfter("one"));
        assertThat(stream().status()).contains(ResponseStatus.FAILED);
    }

    @Test
    void aStreamThatBreaksIsAFailedResponse() {
        fake.next(Broken.cutAfter("one"));

        List<JsonNode> events =
                events(ask("\"input\":\"hello\",\"stream\":true").body());

        assertThat(events.get(events.size() - 2).at("/response/status").asText())
                .isEqualTo("failed");
        assertThat(events.getLast().get("type").asText()).isEqualTo("error");
        assertThat(events.getLast().get("code").asText()).isEqualTo("upstream_truncated");
    }

    @Test
    void stateIsRefused() {
        assertRefused("\"input\":\"x\",\"previous_response_id\":\"r\"", "previous_response_id");
        assertRefused("\"input\":\"x\",\"store\":true", "store");
        assertRefused("\"input\":\"x\",\"background\":true", "background");
        assertRefused("\"input\":\"x\",\"tools\":[{\"type\":\"web_search\"}]", "tools[0].type");
        assertRefused("\"input\":[{\"type\":\"item_reference\",\"id\":\"x\"}]", "input[0].type");
        assertRefused("\"stream\":false", "input");
    }

    /** What is checked behind the dialect has other names there. */
    @Test
    void errorsNameTheCallersFields() {
        assertRefused("\"input\":\"x\",\"max_output_tokens\":0", "max_output_tokens");
        assertRefused("\"input\":[{\"type\":\"reasoning\",\"summary\":[]}]", "input");
        fake.next(Script.json(400, """
                {"error": {"message": "Wrong 'response_format'.", "param": "response_format.json_schema", "code": "x"}}"""));
        assertRefused("\"input\":\"x\"", "text.format");
    }

    private void assertRefused(String fields, String param) {
        HttpResponse<String> answer = ask(fields);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(Gateway.json(answer.body()).at("/error/param").asText()).isEqualTo(param);
    }

    private Response stream() {
        ResponseAccumulator accumulator = ResponseAccumulator.create();
        try (StreamResponse<ResponseStreamEvent> events = client.responses().createStreaming(hello().build())) {
            events.stream().forEach(accumulator::accumulate);
        }
        return accumulator.response();
    }

    private ResponseCreateParams.Builder hello() {
        return ResponseCreateParams.builder().model(vendor.model()).input("hello");
    }

    private static String text(Response response) {
        return response.output()
                .getFirst()
                .asMessage()
                .content()
                .getFirst()
                .asOutputText()
                .text();
    }

    private HttpResponse<String> ask(String fields) {
        return gateway.post(RESPONSES, "{\"model\":\"" + vendor.model() + "\"," + fields + "}");
    }

    private static List<JsonNode> events(String body) {
        return body.lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> Gateway.json(line.substring(6)))
                .toList();
    }

    private static String piece(String fields) {
        return "{\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{" + fields
                + "},\"finish_reason\":null}]}";
    }
}
