package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.core.http.HttpResponse;
import com.openai.models.audio.speech.SpeechCreateParams;
import fakes.FakeVendor;
import fakes.Script;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts read aloud. */
class SpeechIT {

    private final Gateway gateway = Gateway.shared();
    private final FakeVendor fake = FakeVendor.start();
    private final TestVendor vendor = new TestVendor(gateway, "speaker" + System.identityHashCode(this));
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void live() {
        vendor.writeFor(
                "speech",
                fake.url(),
                "models:\n  - {id: " + vendor.model()
                        + ", capability: speech, price: {characters: 15}, quality: 0.5, vendor-model: v-1}\n");
        vendor.awaitLive();
    }

    @BeforeAll
    static void sandbox() {
        Gateway.shared().copyVendor("sandbox");
    }

    @AfterEach
    void stop() {
        vendor.delete();
        fake.close();
    }

    @Test
    void theSandboxSpeaksAWavOfTheTextsLength() throws Exception {
        java.net.http.HttpResponse<byte[]> answer =
                speak("{\"model\":\"sandbox-speech\",\"input\":\"hello you\",\"voice\":\"any\"}");

        assertThat(answer.headers().firstValue("Content-Type")).hasValue("audio/wav");
        try (AudioInputStream sound =
                AudioSystem.getAudioInputStream(new java.io.ByteArrayInputStream(answer.body()))) {
            assertThat(sound.getFormat().getSampleRate()).isEqualTo(24_000);
            assertThat(sound.getFrameLength()).isEqualTo(9 * 1440);
            assertThat(sound.readAllBytes()).hasSize(9 * 1440 * 2);
        }
    }

    @Test
    void theClientLibraryHearsIt() throws IOException {
        OpenAIClient client = OfficialClients.openai(gateway, Gateway.KEY);
        try (HttpResponse response = client.audio()
                .speech()
                .create(SpeechCreateParams.builder()
                        .model("sandbox-speech")
                        .input("hello")
                        .voice("alloy")
                        .responseFormat(SpeechCreateParams.ResponseFormat.PCM)
                        .build())) {
            assertThat(response.body().readAllBytes()).hasSize(5 * 1440 * 2);
        }
        client.close();
    }

    @Test
    void theSoundPassesAsItIsAndIsPaidForByCharacters() throws Exception {
        byte[] sound = {1, 2, 3, 0, -1};
        fake.next(Script.body(200, "audio/mpeg", sound));

        java.net.http.HttpResponse<byte[]> answer = speak(request("\"voice\":\"v\",\"speed\":1.5"));

        assertThat(answer.body()).isEqualTo(sound);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("audio/mpeg");
        assertThat(fake.received().getFirst().path()).isEqualTo("/audio/speech");
        assertThat(fake.received().getFirst().json())
                .isEqualTo(Gateway.json("{\"model\":\"v-1\",\"input\":\"你好 🙂\",\"voice\":\"v\",\"speed\":1.5}"));
        JsonNode decision = gateway.decision(answer);
        assertThat(decision.at("/usage/characters").asInt()).isEqualTo(4);
        assertThat(new BigDecimal(decision.at("/cost/amount").asText())).isEqualByComparingTo("0.00006");
    }

    /** The first bytes are with the caller before the last ones are made. */
    @Test
    void theSoundIsPassedOnWhileItComes() throws Exception {
        CountDownLatch heard = new CountDownLatch(1);
        fake.next(call -> {
            call.begin(200, "audio/mpeg");
            call.write(new byte[] {1, 2, 3});
            try {
                assertThat(heard.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            call.write(new byte[] {4});
            call.end();
        });

        java.net.http.HttpResponse<java.io.InputStream> answer =
                http.send(post(request("\"voice\":\"v\"")), BodyHandlers.ofInputStream());

        assertThat(answer.body().readNBytes(3)).containsExactly(1, 2, 3);
        heard.countDown();
        assertThat(answer.body().readAllBytes()).containsExactly(4);
    }

    @Test
    void soundThatBreaksOffIsNotTakenForTheWhole() {
        fake.next(call -> {
            call.begin(200, "audio/mpeg");
            call.write(new byte[] {1, 2, 3});
            call.close();
        });

        assertThatThrownBy(() -> speak(request("\"voice\":\"v\""))).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application/json | {"error":{"message":"no"}} | vendor_error
            text/html        | <html></html>              | vendor_reply_invalid
            audio/mpeg       | ''                         | vendor_reply_invalid
            """)
    void whatIsNoSoundIsNoAnswer(String type, String body, String code) throws Exception {
        fake.always(Script.body(200, type, body.getBytes(java.nio.charset.StandardCharsets.UTF_8)));

        java.net.http.HttpResponse<byte[]> answer = speak(request("\"voice\":\"v\""));

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(Gateway.json(new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8))
                        .at("/error/code")
                        .asText())
                .isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "input":""                              | input
            "input":7                               | input
            "voice":"v"                             | input
            "input":"a","stream_format":"sse"       | stream_format
            "input":"a","response_format":"mp3"     | response_format
            "input":"a","response_format":"xyz"     | response_format
            """)
    void whatCannotBeSpokenIsRefused(String fields, String param) throws Exception {
        java.net.http.HttpResponse<byte[]> answer = speak("{\"model\":\"sandbox-speech\"," + fields + "}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Gateway.json(new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8))
                        .at("/error/param")
                        .asText())
                .isEqualTo(param);
    }

    private String request(String fields) {
        return "{\"model\":\"" + vendor.model() + "\",\"input\":\"你好 🙂\"," + fields + "}";
    }

    private java.net.http.HttpResponse<byte[]> speak(String request) throws IOException, InterruptedException {
        return http.send(post(request), BodyHandlers.ofByteArray());
    }

    private HttpRequest post(String request) {
        return HttpRequest.newBuilder(URI.create(gateway.url() + "/v1/audio/speech"))
                .header("Authorization", "Bearer " + Gateway.KEY)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(request))
                .build();
    }
}
