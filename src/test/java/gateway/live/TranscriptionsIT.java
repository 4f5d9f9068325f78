package gateway.live;

import static gateway.live.SoundForms.RATE;
import static gateway.live.SoundForms.file;
import static gateway.live.SoundForms.part;
import static gateway.live.SoundForms.wav;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.models.audio.AudioModel;
import com.openai.models.audio.transcriptions.TranscriptionCreateParams;
import fakes.FakeVendor;
import fakes.Received;
import fakes.Script;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said, written down: the file goes from the caller over the disk to the vendor. */
class TranscriptionsIT {

    private final Gateway gateway = Gateway.shared();
    private final HttpClient http = HttpClient.newHttpClient();
    private final FakeVendor fake = FakeVendor.start();
    private final TestVendor vendor = new TestVendor(gateway, "listener" + System.identityHashCode(this));

    @BeforeEach
    void live() {
        vendor.writeFor(
                "transcription",
                fake.url(),
                "on-unsupported: {mood: drop}\nmodels:\n  - {id: " + vendor.model()
                        + ", capability: transcription, price: {minute: 0.6}, quality: 0.5, vendor-model: v-1}\n");
        vendor.awaitLive();
    }

    @AfterEach
    void stop() {
        vendor.delete();
        fake.close();
    }

    @Test
    void theFileAndAllFieldsReachTheVendorWhereverTheFileStands() {
        fake.next(Script.json(200, "{\"text\":\"hello\",\"usage\":{\"type\":\"duration\",\"seconds\":3}}"));
        byte[] wav = wav(1000);

        HttpResponse<String> answer = ask(part("language", "de")
                + part("timestamp_granularities[]", "word")
                + part("timestamp_granularities[]", "segment")
                + part("mood", "happy")
                + file(wav)
                + part("model", vendor.model()));

        assertThat(answer.body()).isEqualTo("{\"text\":\"hello\",\"usage\":{\"type\":\"duration\",\"seconds\":3}}");
        Received received = fake.received().getFirst();
        assertThat(received.path()).isEqualTo("/audio/transcriptions");
        String body = new String(received.body(), ISO_8859_1);
        assertThat(body)
                .contains("name=\"model\"\r\n\r\nv-1\r\n")
                .contains("name=\"language\"\r\n\r\nde\r\n")
                .contains("name=\"timestamp_granularities[]\"\r\n\r\nword\r\n")
                .contains("name=\"timestamp_granularities[]\"\r\n\r\nsegment\r\n")
                .contains("name=\"file\"; filename=\"sound.wav\"")
                .contains(new String(wav, ISO_8859_1))
                .doesNotContain("mood");
        JsonNode decision = gateway.decision(answer);
        assertThat(decision.at("/usage/seconds").asInt()).isEqualTo(3);
        assertThat(new BigDecimal(decision.at("/cost/amount").asText())).isEqualByComparingTo("0.03");
    }

    @Test
    void aLargeFileIsWhole() {
        byte[] noise = new byte[12_000_000];
        new Random(7).nextBytes(noise);
        System.arraycopy(wav(0), 0, noise, 0, 44);
        fake.next(Script.json(200, "{\"text\":\"noise\"}"));

        HttpResponse<String> answer = ask(part("model", vendor.model()) + file(noise));

        assertThat(answer.statusCode()).isEqualTo(200);
        String body = new String(fake.received().getFirst().body(), ISO_8859_1);
        assertThat(body).contains(new String(noise, ISO_8859_1));
        // Nobody has said how long it is, but its own head.
        assertThat(gateway.decision(answer).at("/usage/seconds").asInt()).isEqualTo(12_000_000 / (2 * RATE));
    }

    @Test
    void anotherVendorGetsTheFileWhenTheFirstFails() {
        FakeVendor second = FakeVendor.start();
        TestVendor other = new TestVendor(gateway, "second" + System.identityHashCode(this), vendor.model());
        other.writeFor(
                "transcription",
                second.url(),
                "models:\n  - {id: " + vendor.model()
                        + ", capability: transcription, price: {minute: 60}, quality: 0.01}\n");
        gateway.awaitModel(other.name() + '/' + vendor.model(), 200);
        fake.always(Script.error(503, "overloaded", "later"));
        second.always(Script.json(200, "{\"text\":\"hello\"}"));
        byte[] wav = wav(100_000);

        HttpResponse<String> answer = ask(part("model", vendor.model()) + file(wav));

        assertThat(answer.body()).isEqualTo("{\"text\":\"hello\"}");
        assertThat(new String(second.received().getLast().body(), ISO_8859_1)).contains(new String(wav, ISO_8859_1));
        other.delete();
        second.close();
    }

    @ParameterizedTest
    @CsvSource({"text/plain, hello", "text/vtt, WEBVTT", "text/event-stream, data: {}"})
    void otherFormsOfAnswersComeAsTheyAre(String type, String text) {
        fake.next(Script.body(200, type, text.getBytes(ISO_8859_1)));

        HttpResponse<String> answer = ask(part("model", vendor.model()) + file(wav(RATE)));

        assertThat(answer.headers().firstValue("Content-Type")).hasValue(type);
        assertThat(answer.body()).isEqualTo(text);
    }

    @Test
    void theClientLibraryReadsIt() {
        fake.next(Script.json(200, "{\"text\":\"hello\"}"));
        OpenAIClient client = OfficialClients.openai(gateway, Gateway.KEY);

        String text = client.audio()
                .transcriptions()
                .create(TranscriptionCreateParams.builder()
                        .file(new ByteArrayInputStream(wav(RATE)))
                        .model(AudioModel.of(vendor.model()))
                        .build())
                .asTranscription()
                .text();

        assertThat(text).isEqualTo("hello");
        client.close();
    }

    @Test
    void anErrorUnderSuccessIsAnError() {
        fake.next(Script.json(200, "{\"error\":{\"message\":\"no words\",\"code\":\"x\"}}"));

        assertThat(ask(part("model", vendor.model()) + file(wav(RATE))).statusCode())
                .isEqualTo(502);
    }

    @Test
    void whatIsNoSoundIsRefused() {
        HttpResponse<String> answer =
                ask(part("model", vendor.model()) + file("%PDF-1.4 of words".getBytes(ISO_8859_1)));

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(Gateway.json(answer.body()).at("/error/param").asText()).isEqualTo("file");
        assertThat(fake.received()).isEmpty();
    }

    @Test
    void whatIsMissingIsNamed() {
        HttpResponse<String> noFile = ask(part("model", vendor.model()));
        HttpResponse<String> noModel = ask(file(wav(1)));
        HttpResponse<String> twoFiles = ask(part("model", vendor.model()) + file(wav(1)) + file(wav(1)));
        HttpResponse<String> noForm = gateway.post(SoundForms.PATH, "{}");

        assertThat(noFile.statusCode()).isEqualTo(400);
        assertThat(Gateway.json(noFile.body()).at("/error/param").asText()).isEqualTo("file");
        assertThat(noModel.statusCode()).isEqualTo(400);
        assertThat(Gateway.json(noModel.body()).at("/error/param").asText()).isEqualTo("model");
        assertThat(twoFiles.statusCode()).isEqualTo(400);
        assertThat(twoFiles.body()).contains("more than one file");
        assertThat(noForm.statusCode()).isEqualTo(415);
    }

    @Test
    void moreThanTheLimitIsRefusedWhileItComes() {
        byte[] much = new byte[51 * 1024 * 1024];
        System.arraycopy(wav(0), 0, much, 0, 44);

        assertThat(ask(part("model", vendor.model()) + file(much)).statusCode()).isEqualTo(413);
    }

    @Test
    void theSandboxWritesDownWhatItHasSaid() throws Exception {
        gateway.copyVendor("sandbox");
        byte[] spoken = spoken("Hello, 你 🙂\\nand you?");

        HttpResponse<String> answer = ask(part("model", "sandbox-transcription") + file(spoken));
        HttpResponse<String> bare =
                ask(part("model", "sandbox-transcription") + part("response_format", "text") + file(spoken));
        HttpResponse<String> streamed =
                ask(part("model", "sandbox-transcription") + part("stream", "true") + file(spoken("hello you")));

        assertThat(Gateway.json(answer.body()))
                .isEqualTo(Gateway.json(
                        "{\"text\":\"Hello, 你 🙂\\nand you?\",\"usage\":{\"type\":\"duration\",\"seconds\":1}}"));
        assertThat(bare.body()).isEqualTo("Hello, 你 🙂\nand you?\n");
        assertThat(streamed.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        assertThat(streamed.body().lines().filter(line -> !line.isEmpty()))
                .containsExactly(
                        "data: {\"type\":\"transcript.text.delta\",\"delta\":\"hello \"}",
                        "data: {\"type\":\"transcript.text.delta\",\"delta\":\"you\"}",
                        "data: {\"type\":\"transcript.text.done\",\"text\":\"hello you\","
                                + "\"usage\":{\"type\":\"duration\",\"seconds\":1}}");
    }

    @Test
    void ofOtherSoundTheSandboxTellsTheLength() {
        gateway.copyVendor("sandbox");

        HttpResponse<String> silence = ask(part("model", "sandbox-transcription") + file(wav(3 * RATE)));
        HttpResponse<String> packed =
                ask(part("model", "sandbox-transcription") + file(("ID3" + "x".repeat(40_000)).getBytes(ISO_8859_1)));
        HttpResponse<String> subtitles =
                ask(part("model", "sandbox-transcription") + part("response_format", "vtt") + file(wav(RATE)));

        assertThat(Gateway.json(silence.body()).get("text").asText()).isEqualTo("Some sound of about 3 s.");
        assertThat(Gateway.json(packed.body()).get("text").asText()).isEqualTo("Some sound of about 2 s.");
        assertThat(subtitles.statusCode()).isEqualTo(400);
        assertThat(Gateway.json(subtitles.body()).at("/error/param").asText()).isEqualTo("response_format");
    }

    private byte[] spoken(String text) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(URI.create(gateway.url() + "/v1/audio/speech"))
                                .header("Authorization", "Bearer " + Gateway.KEY)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(
                                        "{\"model\":\"sandbox-speech\",\"voice\":\"any\",\"input\":\"" + text + "\"}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    private HttpResponse<String> ask(String parts) {
        return SoundForms.ask(gateway, parts);
    }
}
