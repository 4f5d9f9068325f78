package gateway.live;

import static gateway.live.AnthropicIT.delta;
import static gateway.live.AnthropicIT.hello;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fakes.FakeVendor;
import fakes.Script;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients of Anthropic's dialect rely on beyond its reference, in front of a vendor that speaks OpenAI's. */
class AnthropicHabitsIT {

    private static final String MESSAGES = "/v1/messages";

    private final Gateway gateway = Gateway.shared();
    private final FakeVendor fake = FakeVendor.start();
    private final TestVendor vendor = gateway.vendor(fake);

    @AfterEach
    void stop() {
        vendor.delete();
        fake.close();
    }

    /** Such as a shell at the caller's: a model that has not learnt it would not know what to do. */
    @Test
    void aToolOfTheDialectsOwnIsRefusedByModelsThatDoNotKnowIt() {
        HttpResponse<String> answer = ask(hello("\"tools\":[{\"type\":\"bash_20250124\",\"name\":\"bash\"}],"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("cannot do non-function-tools");
    }

    /** What its clients send by themselves, and what the official tool runner falls back from. */
    @Test
    void whatClientsSendByThemselvesIsTakenOrRefusedAsTheyExpect() {
        fake.always(Script.chat("ok"));
        String edits = "\"context_management\":{\"edits\":[{\"type\":\"clear_thinking_20251015\",\"keep\":\"all\"}]},";

        HttpResponse<String> answer = ask(hello(edits + "\"mcp_servers\":[],\"system\":[],"));
        HttpResponse<String> thread = ask(hello("\"thread\":{\"type\":\"new\"},"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode sent = fake.received().getFirst().json();
        assertThat(sent.has("context_management") || sent.has("mcp_servers")).isFalse();
        assertThat(sent.at("/messages/0/role").asText()).isEqualTo("user");
        assertThat(thread.statusCode()).isEqualTo(400);
        assertThat(Gateway.json(thread.body()).at("/error/details/error_code").asText())
                .isEqualTo("thread_unsupported_request");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"content": null, "refusal": "No."}                                                    | stop           | refusal
            {"content": "Half"}                                                                    | content_filter | refusal
            {"tool_calls": [{"index": 0, "id": "a", "function": {"name": "f", "arguments": "{}"}}]} | stop           | tool_use
            {"tool_calls": [{"index": 0, "id": "a", "function": {"name": "f", "arguments": "{"}}]}  | length         | max_tokens
            {"content": "All."}                                                                    | tool_calls     | end_turn
            """)
    void whyItEndedFollowsFromWhatWasTold(String message, String finish, String reason) {
        String choices = "\"choices\":[{\"index\":0,\"KIND\":" + message + ",\"finish_reason\":\"" + finish + "\"}]}";
        fake.next(
                Script.json(200, "{\"id\":\"c\",\"model\":\"m\"," + choices.replace("KIND", "message")),
                Script.events("{\"id\":\"c\",\"model\":\"m\"," + choices.replace("KIND", "delta"), "[DONE]"));

        JsonNode whole = Gateway.json(ask(hello("")).body());
        String events = ask(hello("\"stream\": true,")).body();

        assertThat(whole.get("stop_reason").asText()).isEqualTo(reason);
        assertThat(events).contains("{\"stop_reason\":\"" + reason + "\"");
    }

    /** Some vendors want a signature back with a call; this dialect has no other place for it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSignatureOfACallComesBackWithIt(boolean streamed) {
        String call =
                "\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"},"
                        + "\"extra_content\":{\"google\":{\"thought_signature\":\"c2ln\"}}}]";
        fake.next(
                streamed
                        ? Script.events(delta(call), delta("").replace("null", "\"tool_calls\""), "[DONE]")
                        : Script.json(
                                200,
                                "{\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{" + call
                                        + "},\"finish_reason\":\"tool_calls\"}]}"),
                Script.chat("ok"));

        String answer = ask(hello("\"stream\": " + streamed + ",")).body();
        String data =
                "\"{\\\"tool_use_id\\\":\\\"a\\\",\\\"extra_content\\\":{\\\"google\\\":{\\\"thought_signature\\\":\\\"c2ln\\\"}}}\"";
        String block = "{\"type\":\"redacted_thinking\",\"data\":" + data + "}";
        ask(
                "\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"x\"},{\"role\":\"assistant\",\"content\":["
                        + block
                        + ",{\"type\":\"tool_use\",\"id\":\"a\",\"name\":\"f\",\"input\":{}}]},"
                        + "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"a\",\"content\":\"1\"}]}]");

        assertThat(answer).contains(block);
        assertThat(fake.received().getLast().json().at("/messages/1")).isEqualTo(Gateway.json("""
                {"role": "assistant", "content": null, "tool_calls": [{"id": "a", "type": "function",
                  "function": {"name": "f", "arguments": "{}"},
                  "extra_content": {"google": {"thought_signature": "c2ln"}}}]}"""));
    }

    @Test
    void aSchemaIsStrictOnlyWhenItKeepsTheRulesOfThat() {
        fake.always(Script.chat("ok"));
        String closed = "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}},\"required\":[\"a\"],"
                + "\"additionalProperties\":false}";

        ask(hello("\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":" + closed + "}},"));
        ask(hello("\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":"
                + closed.replace("[\"a\"]", "[]") + "}},"));

        assertThat(fake.received()
                        .getFirst()
                        .json()
                        .at("/response_format/json_schema/strict")
                        .asBoolean())
                .isTrue();
        assertThat(fake.received()
                        .getLast()
                        .json()
                        .at("/response_format/json_schema/strict")
                        .asBoolean(true))
                .isFalse();
    }

    @Test
    void toolsAreCountedAndUnknownModelsAreNot() {
        String tool = "{\"name\":\"f\",\"description\":\"" + "word ".repeat(400) + "\",\"input_schema\":{}}";

        HttpResponse<String> counted = gateway.post(
                MESSAGES + "/count_tokens",
                "{\"model\":\"" + vendor.model() + "\",\"tools\":[" + tool
                        + "],\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}");
        HttpResponse<String> unknown = gateway.post(
                MESSAGES + "/count_tokens",
                "{\"model\":\"none\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}");

        assertThat(Gateway.json(counted.body()).get("input_tokens").asInt()).isGreaterThan(400);
        assertThat(unknown.statusCode()).isEqualTo(404);
    }

    @Test
    void aPromptThatIsTooLargeIsToldInTheWordsThatClientsLookFor() {
        HttpResponse<String> answer = ask(hello("").replace("hello", "hello ".repeat(80_000)));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("prompt is too long");
    }

    private HttpResponse<String> ask(String fields) {
        return gateway.post(MESSAGES, "{\"model\":\"" + vendor.model() + "\"," + fields + "}");
    }
}
