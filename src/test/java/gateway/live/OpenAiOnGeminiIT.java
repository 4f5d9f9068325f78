package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.models.ReasoningEffort;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.embeddings.EmbeddingModel;
import fakes.FakeVendor;
import fakes.Script;
import fakes.StrictGoogle;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** OpenAI's own client in front of the shipped folder for Google, which calls a vendor as strict as Google is. */
class OpenAiOnGeminiIT {

    private static final String MODEL = "gemini/gemini-3.1-pro";
    private static final FakeVendor GOOGLE = FakeVendor.start();

    private static final String CALLS = "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":["
            + "{\"text\":\"Plan.\",\"thought\":true},"
            + "{\"functionCall\":{\"name\":\"weather\",\"args\":{\"city\":\"Rome\"}},\"thoughtSignature\":\""
            + StrictGoogle.SIGNATURE + "\"},{\"functionCall\":{\"name\":\"weather\",\"args\":{\"city\":\"Bonn\"}}}]},"
            + "\"finishReason\":\"STOP\"}],\"usageMetadata\":{\"promptTokenCount\":9,\"candidatesTokenCount\":5,"
            + "\"thoughtsTokenCount\":3,\"totalTokenCount\":17},\"responseId\":\"r\"}";

    private static final String SUNNY =
            "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"Sunny.\"}]},"
                    + "\"finishReason\":\"STOP\"}],\"usageMetadata\":{\"promptTokenCount\":9,\"candidatesTokenCount\":5,"
                    + "\"totalTokenCount\":14},\"responseId\":\"r\"}";

    private static Gateway gateway;
    private static OpenAIClient client;

    @BeforeAll
    static void start() {
        gateway = Gateway.shipped(GOOGLE, Map.of(), MODEL);
        client = OfficialClients.openai(gateway, Gateway.KEY);
    }

    @AfterAll
    static void end() {
        client.close();
        gateway.close();
        GOOGLE.close();
    }

    @AfterEach
    void forget() {
        GOOGLE.always(Script.error(501, "unscripted", "x"));
    }

    @Test
    void toolsAreCalledAndTheirResultsGoBack() {
        GOOGLE.next(new StrictGoogle(Script.json(200, CALLS)), new StrictGoogle(Script.json(200, SUNNY)));
        ChatCompletionCreateParams.Builder talk = talk();

        ChatCompletion asked = client.chat().completions().create(talk.build());
        ChatCompletion told = client.chat()
                .completions()
                .create(OpenAiTalk.answered(talk, asked.choices().getFirst().message())
                        .build());

        assertThat(asked.choices().getFirst().finishReason()).hasToString("tool_calls");
        assertThat(asked.usage().orElseThrow().completionTokens()).isEqualTo(8);
        assertThat(told.choices().getFirst().message().content()).contains("Sunny.");
        JsonNode parts = GOOGLE.received().getLast().json().at("/contents/1/parts");
        assertThat(parts).hasSize(2);
        assertThat(parts.at("/0/functionCall/args/city").asText()).isEqualTo("Rome");
        assertThat(parts.at("/0").has("thoughtSignature")).isTrue();
    }

    /** Clients that gather a stream forget what OpenAI does not know: the signature is gone, and still Google goes on. */
    @Test
    void callsThatWereStreamedAndGatheredGoBack() {
        GOOGLE.next(
                new StrictGoogle(Script.rawStream("data: " + CALLS + "\n\n")),
                new StrictGoogle(Script.json(200, SUNNY)));
        ChatCompletionCreateParams.Builder talk = talk();

        ChatCompletionMessage calls = OpenAiTalk.gathered(OpenAiTalk.chunks(client, talk))
                .choices()
                .getFirst()
                .message();
        ChatCompletion told = client.chat()
                .completions()
                .create(OpenAiTalk.answered(talk, calls).build());

        assertThat(calls.toolCalls().orElseThrow()).hasSize(2);
        assertThat(told.choices().getFirst().message().content()).contains("Sunny.");
    }

    @Test
    void whatGoogleCannotDoIsRefusedByName() {
        assertThat(gateway.chat("{\"model\":\"" + MODEL + "\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],"
                                + "\"logit_bias\":{\"1\":2}}")
                        .body())
                .contains("logit_bias");
    }

    /** A field that is new is Google's to judge, not ours to lose. */
    @Test
    void aFieldThatNobodyHereKnowsReachesGoogle() {
        GOOGLE.next(new StrictGoogle(Script.json(200, SUNNY)), new StrictGoogle(Script.json(200, SUNNY)));
        String request = "{\"model\":\"" + MODEL + "\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],FIELD}";

        int known =
                gateway.chat(request.replace("FIELD", "\"safetySettings\":[]")).statusCode();
        String unknown = gateway.chat(request.replace("FIELD", "\"novelty\":1")).body();

        assertThat(known).isEqualTo(200);
        assertThat(unknown).contains("novelty", "invalid_request");
    }

    @Test
    void textsBecomeVectors() {
        GOOGLE.next(new StrictGoogle(Script.json(200, "{\"embeddings\":[{\"values\":[0.5,1]},{\"values\":[0,2]}]}")));

        CreateEmbeddingResponse vectors = client.embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model(EmbeddingModel.of("gemini-embedding-001"))
                        .inputOfArrayOfStrings(List.of("a", "b"))
                        .dimensions(2)
                        .build());

        assertThat(vectors.data()).hasSize(2);
        assertThat(vectors.data().getLast().embedding()).containsExactly(0f, 2f);
    }

    private static ChatCompletionCreateParams.Builder talk() {
        return ChatCompletionCreateParams.builder()
                .model(MODEL)
                .addSystemMessage("Be short.")
                .addUserMessage("Rome, Bonn?")
                .reasoningEffort(ReasoningEffort.LOW)
                .user("somebody")
                .parallelToolCalls(true)
                .addTool(ClientsIT.weather());
    }
}
