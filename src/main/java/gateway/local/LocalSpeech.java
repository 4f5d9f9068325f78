package gateway.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.time.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.Headers;

/** Reads texts aloud in this process, a chord a character, in the form of an HTTP vendor. Thread-safe. */
public final class LocalSpeech {

    private final ObjectMapper json;
    private final Ticker ticker;

    private static final String WAV = "wav";
    private static final String PCM = "pcm";

    LocalSpeech(ObjectMapper json, Ticker ticker) {
        this.json = json;
        this.ticker = ticker;
    }

    /** Takes a canonical request and gives sound; the headers of the message become those of a response. */
    public InputStream speak(@Body byte[] body, @Headers Map<String, Object> headers) throws IOException {
        JsonNode request = json.readTree(body);
        String format = request.path("response_format").asText(WAV);
        if (!format.equals(WAV) && !format.equals(PCM)) {
            return LocalResponse.refused(headers, 400, "response_format", "It speaks in 'wav' and 'pcm' only.");
        }
        int[] text = request.path("input").asText().codePoints().toArray();
        boolean bare = format.equals(PCM);
        Stream<byte[]> tones = IntStream.of(text).mapToObj(Tones::of);
        Iterator<byte[]> frames =
                (bare ? tones : Stream.concat(Stream.of(Tones.header(text.length)), tones)).iterator();
        LocalResponse.head(headers, 200, bare ? "audio/pcm" : "audio/wav");
        return new PacedInputStream(frames, Delivery.AT_ONCE, ticker);
    }
}
