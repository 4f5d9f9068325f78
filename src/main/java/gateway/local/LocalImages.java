package gateway.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.vendors.ImageSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.apache.camel.Body;
import org.apache.camel.Headers;

/** Draws images in this process, in the form of an HTTP vendor: the same prompt always gives the same ones. Thread-safe. */
public final class LocalImages {

    private static final ImageSize USUAL = new ImageSize(512, 512);

    private final ObjectMapper json;
    private final InstantSource clock;

    LocalImages(ObjectMapper json, InstantSource clock) {
        this.json = json;
        this.clock = clock;
    }

    /** Takes a canonical request and gives the canonical reply; the headers of the message become those of a response. */
    public InputStream draw(@Body byte[] body, @Headers Map<String, Object> headers) throws IOException {
        JsonNode request = json.readTree(body);
        String format = request.path("output_format").asText("png");
        ImageSize asked = ImageSize.parse(request.path("size").asText(""));
        ImageSize size = Objects.requireNonNullElse(asked, USUAL);
        ObjectNode reply = json.createObjectNode()
                .put("created", clock.instant().getEpochSecond())
                .put("output_format", format)
                .put("size", size.toString());
        ArrayNode data = reply.putArray("data");
        for (int i = 0; i < request.path("n").asInt(1); i++) {
            Drawing drawing = new Drawing(request.path("prompt").asText() + '\n' + i);
            data.addObject().put("b64_json", encoded(drawing, size, format));
        }
        return LocalResponse.json(headers, 200, reply);
    }

    private static byte[] encoded(Drawing drawing, ImageSize size, String format) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(drawing.of(size), format, file);
        return file.toByteArray();
    }
}
