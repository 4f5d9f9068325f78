package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.ResponseStreamEvent;
import fakes.AnthropicJson;
import fakes.FakeVendor;
import fakes.GoogleJson;
import fakes.Script;
import fakes.StrictAnthropic;
import fakes.StrictGoogle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * OpenAI's own client of the Responses dialect and the shipped folders whose dialect is another, in front of vendors as strict
 * as the real ones: a client that keeps nothing but the items it got calls tools, and the vendor gets back what it signed.
 */
class OpenAiResponsesOnVendorsIT {

    private static final FakeVendor VENDOR = FakeVendor.start();
    private static final String SAID = "Rain in Rome, snow in Oslo.";

    private static Gateway gateway;
    private static OpenAIClient client;

    /** What each vendor says, and how it wants its own turn back. */
    private enum Vendor {
        CLAUDE(
                "claude/claude-opus-5",
                "/messages/1/content",
                Gateway.json(AnthropicJson.CALLS).get("content").toString()) {
            @Override
            Script calls(boolean streamed) {
                return StrictAnthropic.before(
                        streamed
                                ? Script.rawStream(AnthropicJson.stream(AnthropicJson.CALLS))
                                : Script.json(200, AnthropicJson.CALLS));
            }

            @Override
            Script words(boolean streamed) {
                return StrictAnthropic.before(
                        streamed
                                ? Script.rawStream(AnthropicJson.stream(AnthropicJson.DONE))
                                : Script.json(200, AnthropicJson.DONE));
            }
        },

        GEMINI("gemini/gemini-3.1-pro", "/contents/1/parts", """
                [{"text": "Looking."},
                 {"functionCall": {"id": "call_r_0", "name": "weather", "args": {"city": "Rome"}}, "thoughtSignature": "SIG"},
                 {"functionCall": {"id": "call_r_1", "name": "weather", "args": {"city": "Oslo"}}}]
                """.replace("SIG", StrictGoogle.SIGNATURE)) {
            @Override
            Script calls(boolean streamed) {
                return said(
                        streamed,
                        "{\"text\":\"Two cities.\",\"thought\":true}",
                        "{\"text\":\"Looking.\"}",
                        "{\"functionCall\":{\"name\":\"weather\",\"args\":{\"city\":\"Rome\"}},\"thoughtSignature\":\""
                                + StrictGoogle.SIGNATURE + "\"}",
                        "{\"functionCall\":{\"name\":\"weather\",\"args\":{\"city\":\"Oslo\"}}}");
            }

            @Override
            Script words(boolean streamed) {
                return said(streamed, "{\"text\":\"" + SAID + "\"}");
            }

            private Script said(boolean streamed, String... parts) {
                return new StrictGoogle(
                        streamed ? GoogleJson.stream(parts) : GoogleJson.whole(String.join(",", parts), "STOP"));
            }
        },

        TONGYI("tongyi/qwen-plus-native", "/input/messages/2", """
                {"role": "assistant", "content": "", "tool_calls": [
                  {"id": "a", "type": "function", "function": {"name": "weather", "arguments": "{\\"city\\":\\"Rome\\"}"}},
                  {"id": "b", "type": "function", "function": {"name": "weather", "arguments": "{\\"city\\":\\"Oslo\\"}"}}]}""") {
            @Override
            Script calls(boolean streamed) {
                return said(streamed, "tool_calls", """
                        "content":"","reasoning_content":"Two cities.","tool_calls":[
                        {"index":0,"id":"a","type":"function","function":{"name":"weather","arguments":"{\\"city\\":\\"Rome\\"}"}},
                        {"index":1,"id":"b","type":"function","function":{"name":"weather","arguments":"{\\"city\\":\\"Oslo\\"}"}}]""");
            }

            @Override
            Script words(boolean streamed) {
                return said(streamed, "stop", "\"content\":\"" + SAID + "\"");
            }

            private Script said(boolean streamed, String finish, String message) {
                String reply = ("{\"output\":{\"choices\":[{\"message\":{\"role\":\"assistant\"," + message
                                + "},\"finish_reason\":\"" + finish
                                + "\"}]},\"usage\":{\"total_tokens\":19,\"output_tokens\":3,"
                                + "\"input_tokens\":16},\"request_id\":\"r\"}")
                        .replace("\n", "");
                return streamed
                        ? Script.rawStream("id:1\nevent:result\n:HTTP_STATUS/200\ndata:" + reply + "\n\n")
                        : Script.json(200, reply);
            }
        };

        final String model;
        final String place;
        final String turn;

        Vendor(String model, String place, String turn) {
            this.model = model;
            this.place = place;
            this.turn = turn;
        }

        abstract Script calls(boolean streamed);

        abstract Script words(boolean streamed);
    }

    @BeforeAll
    static void start() {
        gateway = Gateway.shipped(VENDOR, Map.of(), Vendor.CLAUDE.model, Vendor.GEMINI.model, Vendor.TONGYI.model);
        client = OpenAIOkHttpClient.builder()
                .baseUrl(gateway.url() + "/v1")
                .apiKey(Gateway.KEY)
                .maxRetries(0)
                .build();
    }

    @AfterAll
    static void end() {
        client.close();
        gateway.close();
        VENDOR.close();
    }

    @ParameterizedTest
    @CsvSource({
        "CLAUDE, false",
        "CLAUDE, true",
        "GEMINI, false",
        "GEMINI, true",
        "TONGYI, false",
        "TONGYI, true",
    })
    void toolsAreCalledAndTheVendorGetsBackWhatItSaid(Vendor vendor, boolean streamed) {
        VENDOR.next(vendor.calls(streamed), vendor.words(streamed));
        List<ResponseInputItem> talk = new ArrayList<>();
        talk.add(ResponseInputItem.ofEasyInputMessage(EasyInputMessage.builder()
                .role(EasyInputMessage.Role.USER)
                .content("Weather in Rome and Oslo?")
                .build()));

        Response called = ask(vendor, streamed, talk);
        called.output().forEach(item -> talk.add(sentBack(item)));
        calls(called)
                .forEach(call ->
                        talk.add(ResponseInputItem.ofFunctionCallOutput(ResponseInputItem.FunctionCallOutput.builder()
                                .callId(call.callId())
                                .output("sun")
                                .build())));
        Response told = ask(vendor, streamed, talk);

        assertThat(calls(called))
                .extracting(ResponseFunctionToolCall::arguments)
                .containsExactly("{\"city\":\"Rome\"}", "{\"city\":\"Oslo\"}");
        assertThat(text(told)).isEqualTo(SAID);
        assertThat(told.usage().orElseThrow().outputTokens()).isPositive();
        assertThat(VENDOR.received().getLast().json().at(vendor.place)).isEqualTo(Gateway.json(vendor.turn));
    }

    private static Response ask(Vendor vendor, boolean streamed, List<ResponseInputItem> talk) {
        ResponseCreateParams asked = ResponseCreateParams.builder()
                .model(vendor.model)
                .instructions("Be short.")
                .store(false)
                .inputOfResponse(talk)
                .addTool(FunctionTool.builder()
                        .name("weather")
                        .parameters(FunctionTool.Parameters.builder()
                                .putAdditionalProperty("type", JsonValue.from("object"))
                                .build())
                        .strict(false)
                        .build())
                .build();
        if (!streamed) {
            return client.responses().create(asked);
        }
        ResponseAccumulator whole = ResponseAccumulator.createWithSnapshots();
        try (StreamResponse<ResponseStreamEvent> events = client.responses().createStreaming(asked)) {
            events.stream().forEach(whole::accumulate);
        }
        assertThat(whole.reconstructedResponse().output())
                .as("what the events add up to is what the last one says")
                .isEqualTo(whole.response().output());
        return whole.response();
    }

    private static ResponseInputItem sentBack(ResponseOutputItem item) {
        if (item.isReasoning()) {
            return ResponseInputItem.ofReasoning(item.asReasoning());
        }
        return item.isMessage()
                ? ResponseInputItem.ofResponseOutputMessage(item.asMessage())
                : ResponseInputItem.ofFunctionCall(item.asFunctionCall());
    }

    private static List<ResponseFunctionToolCall> calls(Response response) {
        return response.output().stream()
                .filter(ResponseOutputItem::isFunctionCall)
                .map(ResponseOutputItem::asFunctionCall)
                .toList();
    }

    private static String text(Response response) {
        return response.output()
                .getLast()
                .asMessage()
                .content()
                .getFirst()
                .asOutputText()
                .text();
    }
}
