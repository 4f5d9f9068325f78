package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.genai.Chat;
import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.types.Content;
import com.google.genai.types.EmbedContentConfig;
import com.google.genai.types.EmbedContentResponse;
import com.google.genai.types.FinishReason;
import com.google.genai.types.FunctionDeclaration;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HarmBlockThreshold;
import com.google.genai.types.HarmCategory;
import com.google.genai.types.MediaResolution;
import com.google.genai.types.Part;
import com.google.genai.types.SafetySetting;
import com.google.genai.types.ThinkingConfig;
import com.google.genai.types.Tool;
import com.google.genai.types.ToolCodeExecution;
import fakes.FakeVendor;
import fakes.GoogleJson;
import fakes.Script;
import fakes.StrictGoogle;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Google's own client in front of the shipped folder for Google, which calls a vendor as strict as Google is. */
class GeminiVendorIT {

    private static final String MODEL = "gemini/gemini-3.1-pro";
    private static final FakeVendor GOOGLE = FakeVendor.start();

    private static final GenerateContentConfig WEATHER = GenerateContentConfig.builder()
            .tools(Tool.builder()
                    .functionDeclarations(
                            FunctionDeclaration.builder().name("weather").build(),
                            FunctionDeclaration.builder().name("time").build())
                    .build())
            .safetySettings(SafetySetting.builder()
                    .category(HarmCategory.Known.HARM_CATEGORY_HARASSMENT)
                    .threshold(HarmBlockThreshold.Known.OFF)
                    .build())
            .mediaResolution(MediaResolution.Known.MEDIA_RESOLUTION_LOW)
            .thinkingConfig(ThinkingConfig.builder()
                    .includeThoughts(true)
                    .thinkingBudget(5_000)
                    .build())
            .topK(40f)
            .build();

    private static Gateway gateway;
    private static Client client;

    @BeforeAll
    static void start() {
        gateway = Gateway.shipped(GOOGLE, Map.of(), MODEL);
        client = OfficialClients.google(gateway, Gateway.KEY);
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
    void aChatRemembersWhatWasStreamed() {
        Chat chat = client.chats.create(MODEL);
        GOOGLE.always(new StrictGoogle(GoogleJson.stream(
                "{\"text\":\"Plan.\",\"thought\":true}",
                "{\"text\":\"Hello \"}",
                "{\"text\":\"Ann.\"}",
                "{\"text\":\"\",\"thoughtSignature\":\"" + StrictGoogle.SIGNATURE + "\"}")));

        assertThat(read(chat.sendMessageStream("I am Ann."))).isEqualTo("Hello Ann.");
        assertThat(read(chat.sendMessageStream("Who am I?"))).isEqualTo("Hello Ann.");

        JsonNode asked = GOOGLE.received().getLast().json();
        assertThat(asked.at("/contents/0/parts/0/text").asText()).isEqualTo("I am Ann.");
        assertThat(asked.at("/contents").findValuesAsText("text")).contains("Hello ", "Ann.", "Who am I?");
        assertThat(asked.at("/contents").findValuesAsText("thoughtSignature")).containsExactly(StrictGoogle.SIGNATURE);
    }

    /** Two calls in one turn, of which Google signs the first, and results in its own and in any other form. */
    @Test
    void toolsAreCalledAndTheirResultsGoBackAsTheCallerWroteThem() {
        Chat chat = client.chats.create(MODEL, WEATHER);
        GOOGLE.next(new StrictGoogle(GoogleJson.whole(
                "{\"text\":\"Plan.\",\"thought\":true},{\"functionCall\":{\"name\":\"weather\",\"args\":{\"city\":\"Rome\"}},"
                        + "\"thoughtSignature\":\"" + StrictGoogle.SIGNATURE
                        + "\"},{\"functionCall\":{\"name\":\"time\"}}",
                "STOP")));
        GenerateContentResponse calls = chat.sendMessage("Rome?");
        GOOGLE.next(new StrictGoogle(GoogleJson.whole("{\"text\":\"Sunny.\"}", "STOP")));
        GenerateContentResponse answer = chat.sendMessage(Content.fromParts(
                Part.fromFunctionResponse("weather", Map.of("data", List.of(1), "error", "none")),
                Part.fromFunctionResponse("time", Map.of("result", "{\"h\":7}"))));

        assertThat(calls.functionCalls()).hasSize(2);
        assertThat(answer.text()).isEqualTo("Sunny.");
        JsonNode asked = GOOGLE.received().getLast().json();
        assertThat(asked.at("/contents/1/parts/1/thoughtSignature").asText()).isEqualTo(StrictGoogle.SIGNATURE);
        assertThat(asked.at("/contents/2/parts/0/functionResponse/response"))
                .isEqualTo(Gateway.json("{\"data\":[1],\"error\":\"none\"}"));
        assertThat(asked.at("/contents/2/parts/1/functionResponse/response"))
                .isEqualTo(Gateway.json("{\"result\":\"{\\\"h\\\":7}\"}"));
        assertThat(asked.get("safetySettings")).hasSize(1);
        assertThat(asked.get("generationConfig")).isEqualTo(Gateway.json("""
                {"topK": 40.0, "mediaResolution": "MEDIA_RESOLUTION_LOW",
                 "thinkingConfig": {"includeThoughts": true, "thinkingBudget": 5000}}"""));
    }

    @Test
    void callsThatAnotherModelMadeAreAdmitted() {
        GOOGLE.always(new StrictGoogle(GoogleJson.whole("{\"text\":\"Sunny.\"}", "STOP")));

        GenerateContentResponse answer = client.models.generateContent(
                MODEL,
                List.of(
                        Content.fromParts(Part.fromText("Rome?")),
                        Content.builder()
                                .role("model")
                                .parts(Part.fromFunctionCall("weather", Map.of()))
                                .build(),
                        Content.fromParts(Part.fromFunctionResponse("weather", Map.of("output", "21 C")))),
                WEATHER);

        assertThat(answer.text()).isEqualTo("Sunny.");
        assertThat(GOOGLE.received().getLast().json().findValuesAsText("thoughtSignature"))
                .containsExactly(StrictGoogle.NO_SIGNATURE);
    }

    /** Tools of Google's own, what they did, and where an answer is from. */
    @Test
    void whatRunsAtGoogleRunsThere() {
        GOOGLE.always(
                new StrictGoogle(
                        Script.json(
                                200,
                                "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"executableCode\":{\"language\":\"PYTHON\","
                                        + "\"code\":\"1+1\"}},{\"codeExecutionResult\":{\"outcome\":\"OUTCOME_OK\",\"output\":\"2\"}},"
                                        + "{\"text\":\"Two.\"}]},\"finishReason\":\"STOP\",\"groundingMetadata\":{\"webSearchQueries\":[\"q\"]}}],"
                                        + "\"usageMetadata\":{\"promptTokenCount\":9,\"candidatesTokenCount\":5,\"totalTokenCount\":14}}")));
        Chat chat = client.chats.create(
                MODEL,
                GenerateContentConfig.builder()
                        .tools(Tool.builder()
                                .codeExecution(ToolCodeExecution.builder())
                                .build())
                        .build());

        GenerateContentResponse answer = chat.sendMessage("1+1?");
        chat.sendMessage("Sure?");

        assertThat(answer.executableCode()).isEqualTo("1+1");
        assertThat(answer.codeExecutionResult()).isEqualTo("2");
        assertThat(answer.candidates().orElseThrow().getFirst().groundingMetadata())
                .isPresent();
        JsonNode asked = GOOGLE.received().getLast().json();
        assertThat(asked.at("/tools/0").has("codeExecution")).isTrue();
        assertThat(asked.at("/contents/1/parts")).hasSize(3);
    }

    @Test
    void aBlockedPromptIsNoAnswer() {
        GOOGLE.always(Script.json(
                200,
                "{\"promptFeedback\":{\"blockReason\":\"PROHIBITED_CONTENT\"},"
                        + "\"usageMetadata\":{\"promptTokenCount\":9,\"totalTokenCount\":9},\"responseId\":\"r\"}"));

        GenerateContentResponse answer = client.models.generateContent(MODEL, "x", null);

        assertThat(answer.promptFeedback()
                        .orElseThrow()
                        .blockReason()
                        .orElseThrow()
                        .toString())
                .isEqualTo("PROHIBITED_CONTENT");
        assertThat(answer.candidates().orElseThrow()).isEmpty();
    }

    @Test
    void theReasonForAnEndIsGooglesOwn() {
        GOOGLE.always(GoogleJson.whole("{\"text\":\"As others said\"}", "RECITATION"));

        assertThat(client.models
                        .generateContent(MODEL, "x", null)
                        .finishReason()
                        .knownEnum())
                .isEqualTo(FinishReason.Known.RECITATION);
    }

    @Test
    void aCallOfNoFunctionIsNoAnswer() {
        GOOGLE.always(Script.json(
                200,
                "{\"candidates\":[{\"finishReason\":\"MALFORMED_FUNCTION_CALL\",\"content\":{}}],"
                        + "\"usageMetadata\":{\"promptTokenCount\":9,\"totalTokenCount\":9},\"responseId\":\"r\"}"));

        assertThatThrownBy(() -> client.models.generateContent(MODEL, "x", WEATHER))
                .isInstanceOfSatisfying(
                        com.google.genai.errors.ApiException.class,
                        refused -> assertThat(refused.code()).isEqualTo(502));
    }

    @Test
    void picturesAndCountsOfThemComeBack() {
        GOOGLE.always(
                Script.json(
                        200,
                        "{\"candidates\":[{\"finishReason\":\"STOP\",\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"Here.\"},"
                                + "{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"AAAA\"}}]}}],\"usageMetadata\":"
                                + "{\"promptTokenCount\":300,\"candidatesTokenCount\":7,\"totalTokenCount\":307,"
                                + "\"promptTokensDetails\":[{\"modality\":\"IMAGE\",\"tokenCount\":258}]},\"responseId\":\"r\"}"));

        GenerateContentResponse answer = client.models.generateContent(MODEL, "Draw.", null);

        assertThat(answer.parts()).hasSize(2);
        assertThat(answer.parts().getLast().inlineData().orElseThrow().data().orElseThrow())
                .hasSize(3);
        assertThat(answer.usageMetadata().orElseThrow().promptTokensDetails().orElseThrow())
                .anySatisfy(kind -> assertThat(kind.tokenCount()).contains(258));
    }

    @Test
    void textsBecomeVectorsForTheTaskThatIsNamed() {
        GOOGLE.next(new StrictGoogle(Script.json(200, "{\"embeddings\":[{\"values\":[0.5,1]},{\"values\":[0,2]}]}")));

        EmbedContentResponse answer = client.models.embedContent(
                "gemini-embedding-001",
                List.of("a", "b"),
                EmbedContentConfig.builder()
                        .taskType("RETRIEVAL_QUERY")
                        .outputDimensionality(2)
                        .build());

        assertThat(answer.embeddings().orElseThrow().getLast().values().orElseThrow())
                .containsExactly(0f, 2f);
        assertThat(GOOGLE.received().getLast().json().findValuesAsText("taskType"))
                .containsExactly("RETRIEVAL_QUERY", "RETRIEVAL_QUERY");
    }

    @Test
    void oneTextBecomesOneVector() {
        GOOGLE.always(new StrictGoogle(Script.json(200, "{\"embeddings\":[{\"values\":[0.5,1]}]}")));
        String path = "/v1beta/models/gemini-embedding-001:";

        String one = gateway.post(path + "embedContent", "{\"content\":{\"parts\":[{\"text\":\"a\"}]}}")
                .body();
        String none =
                gateway.post(path + "batchEmbedContents", "{\"requests\":[]}").body();

        assertThat(Gateway.json(one)).isEqualTo(Gateway.json("{\"embedding\":{\"values\":[0.5,1]}}"));
        assertThat(none).contains("requests: ");
    }

    private static String read(ResponseStream<GenerateContentResponse> answer) {
        StringBuilder text = new StringBuilder();
        try (answer) {
            answer.forEach(piece -> text.append(piece.text() == null ? "" : piece.text()));
        }
        return text.toString();
    }
}
