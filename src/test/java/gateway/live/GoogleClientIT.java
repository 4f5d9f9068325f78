package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.genai.Chat;
import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.errors.ClientException;
import com.google.genai.types.Content;
import com.google.genai.types.FinishReason;
import com.google.genai.types.FunctionCall;
import com.google.genai.types.FunctionDeclaration;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.Part;
import com.google.genai.types.Schema;
import com.google.genai.types.ThinkingConfig;
import com.google.genai.types.Tool;
import fakes.Broken;
import fakes.FakeVendor;
import fakes.Script;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Google's own client, with nothing changed but the base URL and the key, in front of a vendor of another dialect. */
class GoogleClientIT {

    private static final GenerateContentConfig PLAIN = GenerateContentConfig.builder()
            .maxOutputTokens(50)
            .temperature(0.5f)
            .build();

    private static final GenerateContentConfig WEATHER = GenerateContentConfig.builder()
            .tools(Tool.builder()
                    .functionDeclarations(FunctionDeclaration.builder()
                            .name("weather")
                            .parameters(Schema.builder()
                                    .type("OBJECT")
                                    .properties(Map.of(
                                            "city",
                                            Schema.builder().type("STRING").build()))
                                    .build())
                            .build())
                    .build())
            .build();

    private final Gateway gateway = Gateway.shared();
    private final FakeVendor fake = FakeVendor.start();
    private final TestVendor vendor = gateway.vendor(fake);
    private final Client client = OfficialClients.google(gateway, Gateway.KEY);

    @AfterEach
    void stop() {
        client.close();
        vendor.delete();
        fake.close();
    }

    @Test
    void aBufferedAnswer() {
        fake.next(Script.chat("hello there"));

        GenerateContentResponse answer = client.models.generateContent(vendor.model(), "hello", PLAIN);

        assertThat(answer.text()).isEqualTo("hello there");
        assertThat(answer.finishReason().knownEnum()).isEqualTo(FinishReason.Known.STOP);
        assertThat(answer.usageMetadata().orElseThrow().totalTokenCount()).isPresent();
        JsonNode asked = fake.received().getFirst().json();
        assertThat(asked.at("/messages/0/content").asText()).isEqualTo("hello");
        assertThat(asked.get("temperature").asDouble()).isEqualTo(0.5);
    }

    @Test
    void aStreamedAnswer() {
        fake.next(Script.stream("one ", "two ", "三"));

        assertThat(stream()).isEqualTo("one two 三");
    }

    /** Clients keep no turn of which one event has no parts. */
    @Test
    void aChatRemembersWhatWasStreamed() {
        fake.always(Script.stream("Hello ", "Ann."));
        Chat chat = client.chats.create(vendor.model(), PLAIN);

        assertThat(read(chat.sendMessageStream("I am Ann."))).isEqualTo("Hello Ann.");
        assertThat(read(chat.sendMessageStream("Who am I?"))).isEqualTo("Hello Ann.");

        JsonNode messages = fake.received().getLast().json().get("messages");
        assertThat(messages.findValuesAsText("role")).containsExactly("user", "assistant", "user");
        assertThat(messages.findValuesAsText("content")).containsExactly("I am Ann.", "Hello Ann.", "Who am I?");
    }

    @Test
    void thoughtsAreAskedForAndTold() {
        fake.next(Script.json(
                200,
                "{\"id\":\"c\",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\","
                        + "\"reasoning_content\":\"Add.\",\"content\":\"4\"}}]}"));

        GenerateContentResponse answer = client.models.generateContent(
                vendor.model(),
                "2+2?",
                GenerateContentConfig.builder()
                        .thinkingConfig(
                                ThinkingConfig.builder().includeThoughts(true).thinkingLevel("LOW"))
                        .build());

        assertThat(answer.parts().getFirst().thought()).contains(true);
        assertThat(answer.text()).isEqualTo("4");
        assertThat(fake.received().getFirst().json().get("reasoning_effort").asText())
                .isEqualTo("low");
    }

    @Test
    void aRefusalIsNoNormalEnd() {
        fake.next(Script.json(
                200,
                "{\"id\":\"c\",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\","
                        + "\"content\":null,\"refusal\":\"I won't.\"}}]}"));

        assertThat(client.models
                        .generateContent(vendor.model(), "x", PLAIN)
                        .finishReason()
                        .knownEnum())
                .isEqualTo(FinishReason.Known.SAFETY);
    }

    @Test
    void aStreamThatBreaksNeverLooksComplete() {
        fake.next(Broken.cutAfter("one", "two"));

        assertThatThrownBy(this::stream).isInstanceOf(RuntimeException.class);
    }

    @Test
    void aToolIsCalledAndItsResultGoesBack() {
        fake.next(Script.json(
                200,
                "{\"id\":\"c\",\"choices\":[{\"index\":0,\"finish_reason\":\"tool_calls\",\"message\":{\"role\":\"assistant\","
                        + "\"content\":null,\"tool_calls\":[{\"id\":\"call_1\",\"type\":\"function\","
                        + "\"function\":{\"name\":\"weather\",\"arguments\":\"{\\\"city\\\":\\\"Rome\\\"}\"}}]}}]}"));

        GenerateContentResponse answer = client.models.generateContent(vendor.model(), "Rome?", WEATHER);

        FunctionCall call = answer.functionCalls().getFirst();
        assertThat(call.name()).contains("weather");
        assertThat(call.args().orElseThrow()).containsEntry("city", "Rome");
        JsonNode asked = fake.received().getFirst().json();
        assertThat(asked.at("/tools/0/function/name").asText()).isEqualTo("weather");
        assertThat(asked.at("/tools/0/function/parameters/type").asText()).isEqualTo("object");

        fake.next(Script.chat("sunny"));
        Content history = Content.builder()
                .role("user")
                .parts(Part.fromFunctionResponse("weather", Map.of("sky", "clear")))
                .build();
        assertThat(client.models
                        .generateContent(
                                vendor.model(),
                                java.util.List.of(
                                        Content.fromParts(Part.fromText("Rome?")),
                                        answer.candidates()
                                                .orElseThrow()
                                                .getFirst()
                                                .content()
                                                .orElseThrow(),
                                        history),
                                WEATHER)
                        .text())
                .isEqualTo("sunny");
        JsonNode messages = fake.received().getLast().json().get("messages");
        assertThat(messages.at("/1/tool_calls/0/id").asText())
                .isEqualTo(messages.at("/2/tool_call_id").asText())
                .isNotEmpty();
    }

    @Test
    void errorsAreWhatTheClientKnows() {
        try (Client stranger = OfficialClients.google(gateway, "none")) {
            assertThatThrownBy(() -> stranger.models.generateContent(vendor.model(), "hello", PLAIN))
                    .isInstanceOfSatisfying(ClientException.class, refused -> assertThat(refused.code())
                            .isEqualTo(401));
        }
        assertThatThrownBy(() -> client.models.generateContent("no-such-model", "hello", PLAIN))
                .isInstanceOfSatisfying(ClientException.class, refused -> assertThat(refused.status())
                        .isEqualTo("NOT_FOUND"));
    }

    private String stream() {
        return read(client.models.generateContentStream(vendor.model(), "hello", PLAIN));
    }

    private static String read(ResponseStream<GenerateContentResponse> answer) {
        StringBuilder text = new StringBuilder();
        try (answer) {
            answer.forEach(piece -> text.append(piece.text() == null ? "" : piece.text()));
        }
        return text.toString();
    }
}
