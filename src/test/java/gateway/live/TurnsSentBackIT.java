package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.client.AnthropicClient;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseOutputItem;
import fakes.FakeVendor;
import fakes.GoogleJson;
import fakes.Script;
import fakes.StrictGoogle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Official clients of two dialects that keep nothing but the answer they got, in front of the shipped folder for Google: with
 * the next question the vendor gets its own turn back as it made it.
 */
class TurnsSentBackIT {

    private static final String MODEL = "gemini/gemini-3.1-pro";
    private static final FakeVendor GOOGLE = FakeVendor.start();

    private static final String SIGNED = ",\"thoughtSignature\":\"" + StrictGoogle.SIGNATURE + "\"}";
    private static final String HELLO = "{\"text\":\"Hello\"}";
    private static final String PICTURE = "{\"inlineData\":{\"mimeType\":\"image/jpeg\",\"data\":\"/9j/AAAA\"}";

    /** Kinds of parts, and an order, for which other dialects have nothing. */
    private static final String CODE = "{\"executableCode\":{\"language\":\"PYTHON\",\"code\":\"1+1\"}},"
            + "{\"codeExecutionResult\":{\"outcome\":\"OUTCOME_OK\",\"output\":\"2\"}},{\"text\":\"Two.\"" + SIGNED;

    private static Gateway gateway;
    private static OpenAIClient openai;
    private static AnthropicClient anthropic;

    @BeforeAll
    static void start() {
        gateway = Gateway.shipped(GOOGLE, Map.of(), MODEL);
        openai = OfficialClients.openai(gateway, Gateway.KEY);
        anthropic = OfficialClients.anthropic(gateway, Gateway.KEY);
    }

    @AfterAll
    static void end() {
        openai.close();
        anthropic.close();
        gateway.close();
        GOOGLE.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theSignatureOfATextGoesBack(boolean streamed) {
        Script answer = streamed
                ? GoogleJson.stream(HELLO, "{\"text\":\"\"" + SIGNED)
                : GoogleJson.whole("{\"text\":\"Hello\"" + SIGNED, "STOP");
        String turn = "[{\"text\":\"Hello\"" + SIGNED + ']';

        assertThat(sentBackByAnthropic(answer, streamed)).isEqualTo(Gateway.json(turn));
        assertThat(sentBackByOpenai(answer, streamed)).isEqualTo(Gateway.json(turn));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPictureThatTheModelMadeGoesBackWithItsSignature(boolean streamed) {
        String turn = HELLO + ',' + PICTURE + SIGNED;
        Script answer = streamed ? GoogleJson.stream(HELLO, PICTURE + SIGNED) : GoogleJson.whole(turn, "STOP");

        assertThat(sentBackByAnthropic(answer, streamed)).isEqualTo(Gateway.json('[' + turn + ']'));
        assertThat(sentBackByOpenai(answer, streamed)).isEqualTo(Gateway.json('[' + turn + ']'));
    }

    @Test
    void partsThatOtherDialectsCannotSayGoBackAsTheyWere() {
        Script answer = GoogleJson.whole(CODE, "STOP");

        assertThat(sentBackByAnthropic(answer, false)).isEqualTo(Gateway.json('[' + CODE + ']'));
        assertThat(sentBackByOpenai(answer, false)).isEqualTo(Gateway.json('[' + CODE + ']'));
    }

    /** The parts of the vendor's own turn, as the second request tells them. */
    private static JsonNode sentBackByAnthropic(Script answer, boolean streamed) {
        GOOGLE.next(new StrictGoogle(answer), new StrictGoogle(GoogleJson.whole(HELLO, "STOP")));
        MessageCreateParams.Builder talk =
                MessageCreateParams.builder().model(MODEL).maxTokens(2000).addUserMessage("x");
        Message told;
        if (streamed) {
            MessageAccumulator whole = MessageAccumulator.create();
            try (var events = anthropic.messages().createStreaming(talk.build())) {
                events.stream().forEach(whole::accumulate);
            }
            told = whole.message();
        } else {
            told = anthropic.messages().create(talk.build());
        }
        anthropic.messages().create(talk.addMessage(told).addUserMessage("y").build());
        return GOOGLE.received().getLast().json().at("/contents/1/parts");
    }

    private static JsonNode sentBackByOpenai(Script answer, boolean streamed) {
        GOOGLE.next(new StrictGoogle(answer), new StrictGoogle(GoogleJson.whole(HELLO, "STOP")));
        List<ResponseInputItem> talk = new ArrayList<>();
        talk.add(said("x"));
        Response told;
        if (streamed) {
            ResponseAccumulator whole = ResponseAccumulator.createWithSnapshots();
            try (var events = openai.responses().createStreaming(asked(talk))) {
                events.stream().forEach(whole::accumulate);
            }
            told = whole.response();
            assertThat(whole.reconstructedResponse().output())
                    .as("what the events add up to is what the last one says")
                    .isEqualTo(told.output());
        } else {
            told = openai.responses().create(asked(talk));
        }
        told.output().forEach(item -> talk.add(sentBack(item)));
        talk.add(said("y"));
        openai.responses().create(asked(talk));
        return GOOGLE.received().getLast().json().at("/contents/1/parts");
    }

    private static ResponseCreateParams asked(List<ResponseInputItem> talk) {
        return ResponseCreateParams.builder()
                .model(MODEL)
                .store(false)
                .inputOfResponse(talk)
                .build();
    }

    private static ResponseInputItem said(String text) {
        return ResponseInputItem.ofEasyInputMessage(EasyInputMessage.builder()
                .role(EasyInputMessage.Role.USER)
                .content(text)
                .build());
    }

    private static ResponseInputItem sentBack(ResponseOutputItem item) {
        if (item.isReasoning()) {
            return ResponseInputItem.ofReasoning(item.asReasoning());
        }
        if (item.isMessage()) {
            return ResponseInputItem.ofResponseOutputMessage(item.asMessage());
        }
        ResponseOutputItem.ImageGenerationCall picture = item.asImageGenerationCall();
        return ResponseInputItem.ofImageGenerationCall(ResponseInputItem.ImageGenerationCall.builder()
                .id(picture.id())
                .result(picture.result())
                .status(ResponseInputItem.ImageGenerationCall.Status.COMPLETED)
                .build());
    }
}
