package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.AnthropicClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicException;
import com.anthropic.errors.BadRequestException;
import com.anthropic.errors.NotFoundException;
import com.anthropic.errors.RateLimitException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.fasterxml.jackson.databind.JsonNode;
import fakes.Broken;
import fakes.FakeVendor;
import fakes.Script;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Anthropic's own client, with nothing changed but the base URL and the key, in front of a vendor of another dialect. */
class AnthropicClientIT {

    private final Gateway gateway = Gateway.shared();
    private final FakeVendor fake = FakeVendor.start();
    private final TestVendor vendor = gateway.vendor(fake);
    private final AnthropicClient client = OfficialClients.anthropic(gateway, Gateway.KEY);

    @AfterEach
    void stop() {
        client.close();
        vendor.delete();
        fake.close();
    }

    @Test
    void aBufferedMessage() {
        fake.next(Script.chat("hello there"));

        Message message = client.messages().create(hello().build());

        assertThat(message.content().getFirst().asText().text()).contains("hello there");
        assertThat(message.stopReason()).contains(StopReason.END_TURN);
        assertThat(message.usage().inputTokens()).isEqualTo(7);
        assertThat(message.usage().outputTokens()).isEqualTo(2);
    }

    @Test
    void aStreamedMessage() {
        fake.next(Script.stream("one ", "two ", "三"));

        Message message = stream();

        assertThat(message.content().getFirst().asText().text()).isEqualTo("one two 三");
        assertThat(message.usage().inputTokens()).isEqualTo(7);
        assertThat(message.usage().outputTokens()).isEqualTo(3);
    }

    /** Also a vendor that wants its signature back with a call, which this dialect has no place for. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void toolsAreCalledAndTheirResultsGoBackWithWhatTheVendorWantsBack(boolean streamed) {
        fake.next(
                streamed
                        ? Script.events(
                                answer("delta", "null"),
                                answer("delta", "\"tool_calls\"").replace("\"tool_calls\":", "\"done\":"),
                                "[DONE]")
                        : Script.json(200, answer("message", "\"tool_calls\"")),
                Script.chat("It rains."));
        MessageCreateParams.Builder talk = hello().addTool(Tool.builder()
                .name("weather")
                .inputSchema(Tool.InputSchema.builder().build())
                .build());

        Message asked = streamed ? stream(talk) : client.messages().create(talk.build());
        List<ContentBlockParam> results = asked.content().stream()
                .filter(ContentBlock::isToolUse)
                .map(call -> ContentBlockParam.ofToolResult(ToolResultBlockParam.builder()
                        .toolUseId(call.asToolUse().id())
                        .content("rain")
                        .build()))
                .toList();
        Message told = client.messages()
                .create(talk.addMessage(asked)
                        .addUserMessageOfContentBlockParams(results)
                        .build());

        assertThat(told.content().getFirst().asText().text()).isEqualTo("It rains.");
        JsonNode sent = fake.received().getLast().json();
        assertThat(sent.at("/messages/1/tool_calls").findValuesAsText("arguments"))
                .containsExactly("{\"city\":\"Köln\"}", "{\"city\":\"Rom\"}");
        assertThat(sent.at("/messages/1/tool_calls/0/extra_content/google/thought_signature")
                        .asText())
                .isEqualTo("c2ln");
        assertThat(sent.at("/messages").findValuesAsText("tool_call_id")).containsExactly("a", "b");
    }

    private static String answer(String kind, String finish) {
        return "{\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"index\":0,\"" + kind + "\":{\"tool_calls\":["
                + "{\"index\":0,\"id\":\"a\",\"type\":\"function\",\"extra_content\":{\"google\":{\"thought_signature\":\"c2ln\"}},"
                + "\"function\":{\"name\":\"weather\",\"arguments\":\"{\\\"city\\\":\\\"Köln\\\"}\"}},"
                + "{\"index\":0,\"id\":\"b\",\"type\":\"function\","
                + "\"function\":{\"name\":\"weather\",\"arguments\":\"{\\\"city\\\":\\\"Rom\\\"}\"}}]},"
                + "\"finish_reason\":" + finish + "}]}";
    }

    @Test
    void aStreamThatBreaksNeverLooksComplete() {
        fake.next(Broken.cutAfter("one", "two"));

        assertThatThrownBy(this::stream).isInstanceOf(AnthropicException.class);
    }

    @Test
    void thePromptIsCounted() {
        assertThat(client.messages()
                        .countTokens(MessageCountTokensParams.builder()
                                .model(vendor.model())
                                .addUserMessage("hello")
                                .build())
                        .inputTokens())
                .isPositive();
    }

    @Test
    void errorsAreThoseTheClientKnows() {
        assertThatThrownBy(() -> OfficialClients.anthropic(gateway, "sk-gw-wrong")
                        .messages()
                        .create(hello().build()))
                .isInstanceOf(UnauthorizedException.class);
        assertThatThrownBy(
                        () -> client.messages().create(hello().model("no-such").build()))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> client.messages().create(hello().maxTokens(-1).build()))
                .isInstanceOf(BadRequestException.class);
        fake.always(Script.error(429, "slow", "x"));
        assertThatThrownBy(() -> client.messages().create(hello().build())).isInstanceOf(RateLimitException.class);
    }

    private Message stream() {
        return stream(hello());
    }

    private Message stream(MessageCreateParams.Builder talk) {
        MessageAccumulator accumulator = MessageAccumulator.create();
        try (StreamResponse<RawMessageStreamEvent> events = client.messages().createStreaming(talk.build())) {
            events.stream().forEach(accumulator::accumulate);
        }
        return accumulator.message();
    }

    private MessageCreateParams.Builder hello() {
        return MessageCreateParams.builder()
                .model(vendor.model())
                .maxTokens(100)
                .addUserMessage("hello");
    }
}
