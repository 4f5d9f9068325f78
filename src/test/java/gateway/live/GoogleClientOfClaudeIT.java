package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.genai.Chat;
import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.types.Content;
import com.google.genai.types.FunctionCall;
import com.google.genai.types.FunctionDeclaration;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.Part;
import com.google.genai.types.ThinkingConfig;
import com.google.genai.types.Tool;
import fakes.AnthropicJson;
import fakes.FakeVendor;
import fakes.Script;
import fakes.StrictAnthropic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Google's own client and the shipped folder of Claude, in front of a vendor that refuses all that Anthropic refuses. */
class GoogleClientOfClaudeIT {

    private static final String MODEL = "claude-opus-5";
    private static final String QUESTION = "Weather in Rome and Oslo?";
    private static final FakeVendor VENDOR = FakeVendor.start();

    private static final GenerateContentConfig WEATHER = GenerateContentConfig.builder()
            .thinkingConfig(ThinkingConfig.builder().includeThoughts(true).thinkingLevel("HIGH"))
            .tools(Tool.builder()
                    .functionDeclarations(FunctionDeclaration.builder()
                            .name("weather")
                            .parametersJsonSchema(Map.of("type", "object"))
                            .build())
                    .build())
            .build();

    private static Gateway gateway;
    private static Client client;

    @BeforeAll
    static void start() {
        gateway = Gateway.shipped(VENDOR, Map.of(), "claude/" + MODEL);
        client = OfficialClients.google(gateway, Gateway.KEY);
    }

    @AfterAll
    static void end() {
        client.close();
        gateway.close();
        VENDOR.close();
    }

    @Test
    void signedThoughtsGoBackUnchangedWithTheResultsOfTools() {
        next(Script.json(200, AnthropicJson.CALLS), Script.json(200, AnthropicJson.DONE));
        Chat chat = client.chats.create(MODEL, WEATHER);

        GenerateContentResponse asked = chat.sendMessage(QUESTION);
        GenerateContentResponse told = chat.sendMessage(results(asked.functionCalls()));

        assertThat(asked.text()).isEqualTo("Looking.");
        assertThat(asked.parts().getFirst().text()).contains("Two cities.");
        assertThat(told.text()).isEqualTo("Rain in Rome, snow in Oslo.");
        assertThat(sentBack()).isEqualTo(calls());
    }

    @Test
    void signedThoughtsThatWereStreamedGoBackUnchangedWithTheResultsOfTools() {
        next(
                Script.rawStream(AnthropicJson.stream(AnthropicJson.CALLS)),
                Script.rawStream(AnthropicJson.stream(AnthropicJson.DONE)));
        Chat chat = client.chats.create(MODEL, WEATHER);

        List<Part> asked = read(chat.sendMessageStream(QUESTION));
        List<Part> told = read(chat.sendMessageStream(results(
                asked.stream().flatMap(part -> part.functionCall().stream()).toList())));

        assertThat(asked.getFirst().thought()).contains(true);
        assertThat(asked.getFirst().text()).contains("Two cities.");
        assertThat(told).anyMatch(part -> part.text().orElse("").equals("Rain in Rome, snow in Oslo."));
        assertThat(sentBack()).isEqualTo(calls());
    }

    private static void next(Script... scripts) {
        for (Script script : scripts) {
            VENDOR.next(StrictAnthropic.before(script));
        }
    }

    private static Content results(List<FunctionCall> calls) {
        return Content.fromParts(calls.stream()
                .map(call -> Part.fromFunctionResponse(call.name().orElseThrow(), Map.of("output", "wet")))
                .toArray(Part[]::new));
    }

    private static List<Part> read(ResponseStream<GenerateContentResponse> answer) {
        List<Part> parts = new ArrayList<>();
        try (answer) {
            answer.forEach(event -> parts.addAll(event.parts()));
        }
        return parts;
    }

    private static JsonNode sentBack() {
        return VENDOR.received().getLast().json().at("/messages/1/content");
    }

    private static JsonNode calls() {
        return Gateway.json(AnthropicJson.CALLS).get("content");
    }
}
