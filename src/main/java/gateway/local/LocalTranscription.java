package gateway.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.delivery.FileForm;
import gateway.time.Ticker;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.Headers;

/**
 * Writes down in this process what {@link LocalSpeech} has said, in the form of an HTTP vendor; of other sound it tells that it
 * is some. Thread-safe.
 */
public final class LocalTranscription {

    private static final String JSON = "json";
    private static final String TEXT = "text";

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
        String format = request.path("response_format").asText(JSON);
        if (!format.equals(JSON) && !format.equals(TEXT)) {
            return LocalResponse.refused(headers, 400, "response_format", "It writes 'json' and 'text' only.");
        }
        String heard = heard(form.sound());
        String text = heard.isEmpty() ? "Some sound of about " + form.seconds() + " s." : heard;
        ObjectNode answer = json.createObjectNode().put("text", text);
        answer.putObject("usage").put("type", "duration").put("seconds", form.seconds());
        if (request.path("stream").asBoolean()) {
            LocalResponse.head(headers, 200, "text/event-stream");
            return new PacedInputStream(events(text, answer), paced, ticker);
        }
        if (format.equals(TEXT)) {
            LocalResponse.head(headers, 200, "text/plain; charset=utf-8");
            return new ByteArrayInputStream((text + '\n').getBytes(UTF_8));
        }
        return LocalResponse.json(headers, 200, answer);
    }

    /** Without the blanks and line breaks at either end, which nobody hears. Empty for sound of others. */
    private static String heard(InputStream file) throws IOException {
        if (!Tones.begins(file.readNBytes(Tones.HEADER))) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        for (byte[] sound = next(file); sound.length == Tones.BYTES; sound = next(file)) {
            int character = Tones.heard(sound);
            if (character == Tones.NOTHING) {
                return "";
            }
            text.appendCodePoint(character);
        }
        return text.toString().strip();
    }

    private static byte[] next(InputStream file) throws IOException {
        return file.readNBytes(Tones.BYTES);
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
