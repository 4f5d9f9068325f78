package gateway.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.delivery.FileForm;
import gateway.time.Ticker;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Headers;

/**
 * Writes down in this process what {@link LocalSpeech} has said, in the form of an HTTP vendor; of other sound it tells that it
 * is some. Thread-safe.
 */
public final class LocalTranscription {

    private final ObjectMapper json;
    private final Delivery paced;
    private final Ticker ticker;

    LocalTranscription(ObjectMapper json, SandboxSettings settings, Ticker ticker) {
        this.json = json;
        this.paced = Delivery.every(settings.interval());
        this.ticker = ticker;
    }

    /** Takes a caller's form and gives its words; the headers of the message become those of a response. */
    public InputStream listen(@Body FileForm form, @Headers Map<String, Object> headers) throws IOException {
        JsonNode request = json.readTree(form.fields());
        String heard = heard(form.sound()).strip();
        String text = heard.isEmpty() ? "Some sound of about " + form.seconds() + " s." : heard;
        ObjectNode answer = json.createObjectNode().put("text", text);
        answer.putObject("usage").put("type", "duration").put("seconds", form.seconds());
        headers.clear();
        headers.put(Exchange.HTTP_RESPONSE_CODE, 200);
        if (request.path("stream").asBoolean()) {
            headers.put(Exchange.CONTENT_TYPE, "text/event-stream");
            return new PacedInputStream(events(text, answer), paced, ticker);
        }
        boolean bare = request.path("response_format").asText().equals("text");
        headers.put(Exchange.CONTENT_TYPE, bare ? "text/plain; charset=utf-8" : "application/json");
        byte[] whole = bare ? (text + '\n').getBytes(UTF_8) : json.writeValueAsBytes(answer);
        return new PacedInputStream(List.of(whole).iterator(), Delivery.AT_ONCE, ticker);
    }

    private static String heard(InputStream file) throws IOException {
        StringBuilder text = new StringBuilder();
        try (AudioInputStream sound = AudioSystem.getAudioInputStream(new BufferedInputStream(file))) {
            for (byte[] frame = next(sound); frame.length == Tones.BYTES; frame = next(sound)) {
                int character = Tones.heard(frame);
                if (character == Tones.NOTHING) {
                    return "";
                }
                text.appendCodePoint(character);
            }
        } catch (UnsupportedAudioFileException e) {
            return "";
        }
        return text.toString();
    }

    private static byte[] next(AudioInputStream sound) throws IOException {
        return sound.readNBytes(Tones.BYTES);
    }

    private Iterator<byte[]> events(String text, ObjectNode answer) {
        Stream<byte[]> words = Words.of(text).stream()
                .map(word -> event("delta", json.createObjectNode().put("delta", word)));
        return Stream.concat(words, Stream.of(event("done", answer))).iterator();
    }

    private byte[] event(String name, ObjectNode fields) {
        ObjectNode event =
                json.createObjectNode().put("type", "transcript.text." + name).setAll(fields);
        return ("data: " + event + "\n\n").getBytes(UTF_8);
    }
}
