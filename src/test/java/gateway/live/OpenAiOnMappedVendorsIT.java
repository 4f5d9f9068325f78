package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.errors.BadRequestException;
import com.openai.models.ResponseFormatJsonSchema;
import com.openai.models.ResponseFormatJsonSchema.JsonSchema;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import fakes.AnthropicJson;
import fakes.DashScopeJson;
import fakes.FakeVendor;
import fakes.Script;
import fakes.StrictAnthropic;
import fakes.StrictDashScope;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** OpenAI's own client in front of shipped folders whose dialects are their own, which call vendors as strict as the real ones. */
class OpenAiOnMappedVendorsIT {

    private static final FakeVendor VENDOR = FakeVendor.start();
    private static final String SAID = "Rain in Rome, snow in Oslo.";

    private static Gateway gateway;
    private static OpenAIClient client;

    /** A shipped folder, and how its vendor says the same things. */
    enum Folder {
        CLAUDE(
                "claude/claude-opus-5",
                AnthropicJson.CALLS,
                AnthropicJson.DONE,
                AnthropicJson::stream,
                StrictAnthropic::before,
                "/output_config/format/schema"),
        QWEN(
                "tongyi/qwen-plus-native",
                DashScopeJson.CALLS,
                DashScopeJson.DONE,
                DashScopeJson::stream,
                StrictDashScope::new,
                "/parameters/response_format/json_schema/schema");

        private final String model;
        private final String calls;
        private final String done;
        private final UnaryOperator<String> stream;
        private final UnaryOperator<Script> strict;
        private final String schema;

        Folder(
                String model,
                String calls,
                String done,
                UnaryOperator<String> stream,
                UnaryOperator<Script> strict,
                String schema) {
            this.model = model;
            this.calls = calls;
            this.done = done;
            this.stream = stream;
            this.strict = strict;
            this.schema = schema;
        }

        private Script whole(String message) {
            return strict.apply(Script.json(200, message));
        }

        private Script streamed(String message) {
            return strict.apply(Script.rawStream(stream.apply(message)));
        }

        private ChatCompletionCreateParams.Builder talk() {
            return ChatCompletionCreateParams.builder()
                    .model(model)
                    .addDeveloperMessage("Be short.")
                    .addUserMessage("Weather in Rome and Oslo?");
        }
    }

    @BeforeAll
    static void start() {
        gateway = Gateway.start(Map.of(
                "CLAUDE_BASE_URL",
                VENDOR.url(),
                "CLAUDE_API_KEY",
                "claude-key",
                "TONGYI_BASE_URL",
                VENDOR.url(),
                "TONGYI_API_KEY",
                "tongyi-key"));
        gateway.copyVendor("claude", Folder.CLAUDE.model);
        gateway.copyVendor("tongyi", Folder.QWEN.model);
        client = OfficialClients.openai(gateway, Gateway.KEY);
    }

    @AfterAll
    static void end() {
        client.close();
        gateway.close();
        VENDOR.close();
    }

    @ParameterizedTest
    @EnumSource
    void aTextComesWhole(Folder folder) {
        VENDOR.next(folder.whole(folder.done));

        ChatCompletion told = client.chat().completions().create(folder.talk().build());

        assertThat(told.choices().getFirst().message().content()).contains(SAID);
        assertThat(told.choices().getFirst().finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
        assertThat(told.usage().orElseThrow().totalTokens()).isEqualTo(30);
    }

    /** As from OpenAI: who speaks, the words, the end, the count by itself. */
    @ParameterizedTest
    @EnumSource
    void aStreamHasTheShapeThatTheClientKnows(Folder folder) {
        VENDOR.next(folder.streamed(folder.done));

        List<ChatCompletionChunk> chunks = OpenAiTalk.chunks(client, folder.talk());

        ChatCompletionChunk last = chunks.getLast();
        List<ChatCompletionChunk> before = chunks.subList(0, chunks.size() - 1);
        assertThat(last.choices()).isEmpty();
        assertThat(last.usage().orElseThrow().totalTokens()).isEqualTo(30);
        assertThat(before)
                .allMatch(chunk -> chunk.usage().isEmpty() && chunk.choices().size() == 1);
        assertThat(before.getFirst().choices().getFirst().delta().role())
                .contains(ChatCompletionChunk.Choice.Delta.Role.ASSISTANT);
        assertThat(before.getLast().choices().getFirst().finishReason())
                .contains(ChatCompletionChunk.Choice.FinishReason.STOP);
        assertThat(OpenAiTalk.gathered(chunks).choices().getFirst().message().content())
                .contains(SAID);
    }

    @ParameterizedTest
    @EnumSource
    void callsSideBySideGetTheirResults(Folder folder) {
        VENDOR.next(folder.whole(folder.calls), folder.whole(folder.done));
        ChatCompletionCreateParams.Builder talk =
                folder.talk().addTool(ClientsIT.weather()).parallelToolCalls(true);

        ChatCompletion asked = client.chat().completions().create(talk.build());
        ChatCompletionMessage calls = asked.choices().getFirst().message();
        ChatCompletion told = client.chat()
                .completions()
                .create(OpenAiTalk.answered(talk, calls).build());

        assertCalls(asked);
        assertThat(told.choices().getFirst().message().content()).contains(SAID);
    }

    @ParameterizedTest
    @EnumSource
    void callsSideBySideThatWereStreamedGetTheirResults(Folder folder) {
        VENDOR.next(folder.streamed(folder.calls), folder.streamed(folder.done));
        ChatCompletionCreateParams.Builder talk =
                folder.talk().addTool(ClientsIT.weather()).parallelToolCalls(true);

        ChatCompletion asked = OpenAiTalk.gathered(OpenAiTalk.chunks(client, talk));
        ChatCompletionMessage calls = asked.choices().getFirst().message();
        ChatCompletion told = OpenAiTalk.gathered(OpenAiTalk.chunks(client, OpenAiTalk.answered(talk, calls)));

        assertCalls(asked);
        assertThat(told.choices().getFirst().message().content()).contains(SAID);
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerIsAskedForByASchema(Folder folder) {
        VENDOR.next(folder.whole(folder.done.replace(SAID, "{\\\"sky\\\": \\\"rain\\\"}")));
        JsonValue string = JsonValue.from(Map.of("sky", Map.of("type", "string")));
        JsonSchema.Schema schema = JsonSchema.Schema.builder()
                .putAdditionalProperty("type", JsonValue.from("object"))
                .putAdditionalProperty("properties", string)
                .build();

        ChatCompletion told = client.chat()
                .completions()
                .create(folder.talk()
                        .responseFormat(ResponseFormatJsonSchema.builder()
                                .jsonSchema(JsonSchema.builder()
                                        .name("weather")
                                        .schema(schema)
                                        .build())
                                .build())
                        .build());

        JsonNode sent = VENDOR.received().getLast().json().at(folder.schema);
        assertThat(sent.at("/properties/sky/type").asText()).as(sent.toString()).isEqualTo("string");
        assertThat(Gateway.json(told.choices().getFirst().message().content().orElseThrow())
                        .at("/sky")
                        .asText())
                .isEqualTo("rain");
    }

    @Test
    void aPictureIsSeenByAModelThatSees() {
        VENDOR.next(Folder.CLAUDE.whole(Folder.CLAUDE.done));

        ChatCompletion told =
                client.chat().completions().create(withPicture(Folder.CLAUDE).build());

        assertThat(told.choices().getFirst().message().content()).contains(SAID);
        JsonNode picture = VENDOR.received().getLast().json().at("/messages/0/content/2/source");
        assertThat(picture.at("/media_type").asText()).as(picture.toString()).isEqualTo("image/png");
        assertThat(picture.at("/data").asText()).isEqualTo("QUJD");
    }

    @Test
    void aPictureForAModelThatDoesNotSeeIsRefusedNamingOnesThatDo() {
        int asked = VENDOR.received().size();

        assertThatThrownBy(() -> client.chat()
                        .completions()
                        .create(withPicture(Folder.QWEN).build()))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("cannot do vision. Models that can: claude-");
        assertThat(VENDOR.received()).hasSize(asked);
    }

    private static ChatCompletionCreateParams.Builder withPicture(Folder folder) {
        return folder.talk()
                .addUserMessageOfArrayOfContentParts(List.of(
                        ChatCompletionContentPart.ofText(ChatCompletionContentPartText.builder()
                                .text("And this?")
                                .build()),
                        ChatCompletionContentPart.ofImageUrl(ChatCompletionContentPartImage.builder()
                                .imageUrl(ChatCompletionContentPartImage.ImageUrl.builder()
                                        .url("data:image/png;base64,QUJD")
                                        .build())
                                .build())));
    }

    private static void assertCalls(ChatCompletion asked) {
        assertThat(asked.choices().getFirst().finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.TOOL_CALLS);
        assertThat(asked.choices().getFirst().message().toolCalls().orElseThrow())
                .extracting(call -> Gateway.json(call.asFunction().function().arguments())
                        .at("/city")
                        .asText())
                .containsExactly("Rome", "Oslo");
    }
}
