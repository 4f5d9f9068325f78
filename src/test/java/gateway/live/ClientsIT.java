package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionAssistantMessageParam;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import fakes.Broken;
import fakes.FakeVendor;
import fakes.Script;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** SDKs that people have: with nothing changed but the base URL and the key. */
class ClientsIT {

    static final String TOOL_CALL = "{\"id\":\"c1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\","
            + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"call_1\","
            + "\"type\":\"function\",\"function\":{\"name\":\"weather\",\"arguments\":\"{\\\"city\\\": \\\"Köln\\\"}\"}}]},"
            + "\"finish_reason\":\"tool_calls\"}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4,\"total_tokens\":7}}";

    private final Gateway gateway = Gateway.shared();
    private final FakeVendor fake = FakeVendor.start();
    private final TestVendor vendor = gateway.vendor(fake);
    private final OpenAIClient client = OfficialClients.openai(gateway, Gateway.KEY);

    @AfterEach
    void stop() {
        client.close();
        vendor.delete();
        fake.close();
    }

    @Test
    void aBufferedChat() {
        fake.next(Script.chat("hello there"));

        ChatCompletion reply = client.chat().completions().create(hello().build());

        assertThat(reply.choices().getFirst().message().content()).contains("hello there");
        assertThat(reply.usage()).isPresent();
    }

    @Test
    void aStreamedChat() {
        fake.next(Script.stream("one ", "two ", "three"));
        StringBuilder text = new StringBuilder();

        try (StreamResponse<ChatCompletionChunk> chunks =
                client.chat().completions().createStreaming(hello().build())) {
            chunks.stream()
                    .flatMap(chunk -> chunk.choices().stream())
                    .forEach(choice -> choice.delta().content().ifPresent(text::append));
        }

        assertThat(text).hasToString("one two three");
    }

    @Test
    void aToolIsCalledAndItsResultGoesBack() {
        fake.next(Script.json(200, TOOL_CALL), Script.chat("It rains."));
        ChatCompletionCreateParams.Builder talk = hello().addTool(weather());

        ChatCompletion asked = client.chat().completions().create(talk.build());
        ChatCompletionMessageFunctionToolCall call = asked.choices()
                .getFirst()
                .message()
                .toolCalls()
                .orElseThrow()
                .getFirst()
                .asFunction();
        ChatCompletion told = client.chat()
                .completions()
                .create(talk.addMessage(asked.choices().getFirst().message())
                        .addMessage(ChatCompletionToolMessageParam.builder()
                                .toolCallId(call.id())
                                .content("rain")
                                .build())
                        .build());

        assertThat(call.function().arguments()).isEqualTo("{\"city\": \"Köln\"}");
        assertThat(told.choices().getFirst().message().content()).contains("It rains.");
        assertThat(fake.received()
                        .get(1)
                        .json()
                        .at("/messages/1/tool_calls/0/function/arguments")
                        .asText())
                .isEqualTo("{\"city\": \"Köln\"}");
        assertThat(fake.received()
                        .get(0)
                        .json()
                        .at("/tools/0/function/parameters/$defs/url/1")
                        .asInt())
                .isEqualTo(2);
    }

    /** A vendor's own field reaches the caller, and goes back with the next turn, as some vendors demand. */
    @Test
    void reasoningGoesToTheCallerAndBack() {
        fake.next(
                Script.json(
                        200,
                        "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                                + "\"message\":{\"role\":\"assistant\",\"reasoning_content\":\"Add.\",\"content\":\"4\"},"
                                + "\"finish_reason\":\"stop\"}]}"),
                Script.chat("8"));
        ChatCompletionCreateParams.Builder talk = hello();

        ChatCompletion first = client.chat().completions().create(talk.build());
        client.chat()
                .completions()
                .create(talk.addMessage(ChatCompletionAssistantMessageParam.builder()
                                .content("4")
                                .putAdditionalProperty(
                                        "reasoning_content",
                                        Objects.requireNonNull(first.choices()
                                                .getFirst()
                                                .message()
                                                ._additionalProperties()
                                                .get("reasoning_content")))
                                .build())
                        .build());

        assertThat(first.choices().getFirst().message()._additionalProperties().get("reasoning_content"))
                .hasToString("Add.");
        assertThat(fake.received()
                        .get(1)
                        .json()
                        .at("/messages/1/reasoning_content")
                        .asText())
                .isEqualTo("Add.");
    }

    @Test
    void modelsAreListed() {
        assertThat(client.models().list().data()).anyMatch(model -> model.id().equals(vendor.model()));
        assertThat(client.models().retrieve(vendor.model()).ownedBy()).isEqualTo(vendor.name());
    }

    @Test
    void errorsAreThoseTheSdkKnows() {
        assertThatThrownBy(() -> OfficialClients.openai(gateway, "sk-gw-wrong")
                        .chat()
                        .completions()
                        .create(hello().build()))
                .isInstanceOf(UnauthorizedException.class);
        assertThatThrownBy(() -> client.chat()
                        .completions()
                        .create(hello().model("no-such").build()))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() ->
                        client.chat().completions().create(hello().n(1_000).build()))
                .isInstanceOf(BadRequestException.class);
        fake.always(Script.error(429, "slow", "x"));
        assertThatThrownBy(() -> client.chat().completions().create(hello().build()))
                .isInstanceOf(RateLimitException.class);
    }

    @Test
    void aStreamThatBreaksNeverLooksComplete() {
        fake.next(Broken.cutAfter("one", "two"));

        assertThatThrownBy(() -> {
                    try (StreamResponse<ChatCompletionChunk> chunks =
                            client.chat().completions().createStreaming(hello().build())) {
                        chunks.stream().forEach(chunk -> assertThat(chunk).isNotNull());
                    }
                })
                .isInstanceOf(OpenAIException.class);
    }

    private ChatCompletionCreateParams.Builder hello() {
        return ChatCompletionCreateParams.builder().model(vendor.model()).addUserMessage("hello");
    }

    static ChatCompletionFunctionTool weather() {
        return ChatCompletionFunctionTool.builder()
                .function(FunctionDefinition.builder()
                        .name("weather")
                        .parameters(FunctionParameters.builder()
                                .putAdditionalProperty("type", JsonValue.from("object"))
                                .putAdditionalProperty("$defs", JsonValue.from(Map.of("url", List.of(1, 2))))
                                .build())
                        .build())
                .build();
    }
}
