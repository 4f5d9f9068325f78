package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.ReasoningEffort;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionAssistantMessageParam;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import fakes.AnthropicJson;
import fakes.FakeVendor;
import fakes.Script;
import fakes.StrictAnthropic;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** OpenAI's own client and the shipped folder of Claude, in front of a vendor that refuses all that Anthropic refuses. */
class OpenAiClientOfClaudeIT {

    private static final String MODEL = "claude-opus-5";
    private static final FakeVendor VENDOR = FakeVendor.start();

    private static Gateway gateway;
    private static OpenAIClient openai;

    @BeforeAll
    static void start() {
        gateway = Gateway.shipped(VENDOR, Map.of(), "claude/" + MODEL);
        openai = OfficialClients.openai(gateway, Gateway.KEY);
    }

    @AfterAll
    static void end() {
        openai.close();
        gateway.close();
        VENDOR.close();
    }

    @Test
    void openAisClientCallsToolsOfClaude() {
        next(Script.json(200, AnthropicJson.CALLS), Script.json(200, AnthropicJson.DONE));
        ChatCompletionCreateParams.Builder talk = chat();

        ChatCompletion asked = openai.chat().completions().create(talk.build());
        ChatCompletion told =
                openai.chat().completions().create(answered(talk, asked).build());

        assertThat(asked.choices().getFirst().finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.TOOL_CALLS);
        assertThat(told.choices().getFirst().message().content()).contains("Rain in Rome, snow in Oslo.");
        JsonNode sent = VENDOR.received().getLast().json();
        assertThat(sent.at("/messages/1/content"))
                .isEqualTo(Gateway.json(AnthropicJson.CALLS).get("content"));
        assertThat(sent.at("/output_config/effort").asText()).isEqualTo("high");
    }

    @Test
    void openAisClientStreamsToolsOfClaude() {
        next(Script.rawStream(AnthropicJson.stream(AnthropicJson.CALLS)), Script.json(200, AnthropicJson.DONE));
        ChatCompletionCreateParams.Builder talk = chat();

        ChatCompletion asked = OpenAiTalk.gathered(OpenAiTalk.chunks(openai, talk));
        ChatCompletion told =
                openai.chat().completions().create(answered(talk, asked).build());

        assertThat(told.choices().getFirst().message().content()).contains("Rain in Rome, snow in Oslo.");
        JsonNode calls = VENDOR.received().getLast().json().at("/messages/1/content");
        assertThat(calls.findValuesAsText("id")).containsExactly("toolu_1", "toolu_2");
        assertThat(calls.findValuesAsText("city")).containsExactly("Rome", "Oslo");
    }

    private static void next(Script... scripts) {
        for (Script script : scripts) {
            VENDOR.next(StrictAnthropic.before(script));
        }
    }

    private static ChatCompletionCreateParams.Builder chat() {
        return ChatCompletionCreateParams.builder()
                .model(MODEL)
                .reasoningEffort(ReasoningEffort.HIGH)
                .addTool(ChatCompletionFunctionTool.builder()
                        .function(FunctionDefinition.builder()
                                .name("weather")
                                .parameters(FunctionParameters.builder()
                                        .putAdditionalProperty("type", JsonValue.from("object"))
                                        .build())
                                .build())
                        .build())
                .addUserMessage("Weather in Rome and Oslo?");
    }

    private static ChatCompletionCreateParams.Builder answered(
            ChatCompletionCreateParams.Builder talk, ChatCompletion asked) {
        ChatCompletionAssistantMessageParam.Builder said = asked.choices().getFirst().message().toParam().toBuilder();
        // What the client does not know it drops; its user has to take the thoughts along.
        asked.choices().getFirst().message()._additionalProperties().forEach(said::putAdditionalProperty);
        talk.addMessage(said.build());
        return OpenAiTalk.results(talk, asked.choices().getFirst().message());
    }
}
