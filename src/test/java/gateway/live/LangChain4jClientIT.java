package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.output.FinishReason;
import fakes.Broken;
import fakes.FakeVendor;
import fakes.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A framework of callers that reads answers in its own way: nothing but its base URL is changed. */
class LangChain4jClientIT {

    private final Gateway gateway = Gateway.shared();
    private final FakeVendor fake = FakeVendor.start();
    private final TestVendor vendor = gateway.vendor(fake);
    private final ChatModel model = model(Gateway.KEY, vendor.model());

    @AfterEach
    void stop() {
        vendor.delete();
        fake.close();
    }

    @Test
    void aWholeAnswerIsRead() {
        fake.next(Script.chat("hello from the vendor"));

        ChatResponse answer = model.chat(UserMessage.from("hello"));

        assertThat(answer.aiMessage().text()).isEqualTo("hello from the vendor");
        assertThat(answer.tokenUsage().outputTokenCount()).isEqualTo(4);
    }

    @Test
    void aStreamIsReadInOrder() throws Exception {
        fake.next(Script.stream("one ", "two ", "三"));
        Collected collected = stream();

        ChatResponse answer = collected.whole.get(10, TimeUnit.SECONDS);

        assertThat(collected.parts).containsExactly("one ", "two ", "三");
        assertThat(answer.aiMessage().text()).isEqualTo("one two 三");
        assertThat(answer.tokenUsage().outputTokenCount()).isEqualTo(3);
    }

    @Test
    void aToolIsCalledAndItsResultGoesBack() {
        fake.next(Script.json(200, ClientsIT.TOOL_CALL), Script.chat("sunny"));
        List<ChatMessage> conversation = new ArrayList<>(List.of(UserMessage.from("weather?")));
        ToolSpecification weather = ToolSpecification.builder()
                .name("weather")
                .parameters(JsonObjectSchema.builder().addStringProperty("city").build())
                .build();

        AiMessage call = model.chat(ChatRequest.builder()
                        .messages(conversation)
                        .toolSpecifications(weather)
                        .build())
                .aiMessage();
        ToolExecutionRequest request = call.toolExecutionRequests().getFirst();
        assertThat(request.arguments()).isEqualTo("{\"city\": \"Köln\"}");
        conversation.add(call);
        conversation.add(ToolExecutionResultMessage.from(request, "22 degrees"));
        ChatResponse answer = model.chat(conversation);

        assertThat(answer.aiMessage().text()).isEqualTo("sunny");
        assertThat(sent(1).at("/messages/1/tool_calls/0/function/arguments").asText())
                .isEqualTo("{\"city\": \"Köln\"}");
        assertThat(sent(1).at("/messages/2/tool_call_id").asText()).isEqualTo("call_1");
    }

    @Test
    void aPictureReachesTheVendor() {
        fake.next(Script.chat("a cat"));

        model.chat(UserMessage.from(
                TextContent.from("what is it?"),
                ImageContent.from(Image.builder()
                        .base64Data("iVBORw0KGgo=")
                        .mimeType("image/png")
                        .build())));

        assertThat(sent(0).at("/messages/0/content/1/image_url/url").asText())
                .isEqualTo("data:image/png;base64,iVBORw0KGgo=");
    }

    @Test
    void failuresAreTheExceptionsItHasForThem() {
        fake.always(Script.error(429, "slow", "x"));

        assertThatThrownBy(() -> model.chat("hi")).isInstanceOf(RateLimitException.class);
        assertThatThrownBy(() -> model(Gateway.KEY, "no-such-model").chat("hi"))
                .isInstanceOf(ModelNotFoundException.class);
        assertThatThrownBy(() -> model("sk-gw-nobodys", vendor.model()).chat("hi"))
                .isInstanceOf(AuthenticationException.class);
    }

    /** Half an answer must never pass for a whole one. */
    @Test
    void aStreamThatBreaksIsAnError() throws Exception {
        fake.next(Broken.cutAfter("one ", "two "), Script.stream("whole"));

        Collected broken = stream();
        assertThatThrownBy(() -> broken.whole.get(10, TimeUnit.SECONDS)).hasMessageContaining("upstream_truncated");
        ChatResponse whole = stream().whole.get(10, TimeUnit.SECONDS);

        assertThat(broken.parts).containsExactly("one ", "two ");
        assertThat(whole.finishReason()).isEqualTo(FinishReason.STOP);
    }

    private ChatModel model(String key, String name) {
        return OpenAiChatModel.builder()
                .baseUrl(gateway.url() + "/v1")
                .apiKey(key)
                .modelName(name)
                .maxRetries(0)
                .build();
    }

    private Collected stream() {
        Collected collected = new Collected();
        OpenAiStreamingChatModel.builder()
                .baseUrl(gateway.url() + "/v1")
                .apiKey(Gateway.KEY)
                .modelName(vendor.model())
                .build()
                .chat("count", collected);
        return collected;
    }

    private JsonNode sent(int request) {
        return fake.received().get(request).json();
    }

    /** What a streamed answer was told as. */
    private static final class Collected implements StreamingChatResponseHandler {

        final List<String> parts = new ArrayList<>();
        final CompletableFuture<ChatResponse> whole = new CompletableFuture<>();

        @Override
        public void onPartialResponse(String part) {
            parts.add(part);
        }

        @Override
        public void onCompleteResponse(ChatResponse answer) {
            whole.complete(answer);
        }

        @Override
        public void onError(Throwable failure) {
            whole.completeExceptionally(failure);
        }
    }
}
