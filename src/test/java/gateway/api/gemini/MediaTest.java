package gateway.api.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.api.Asked;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a caller shows, as canonical parts. */
class MediaTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/v1beta/models/m:generateContent";

    /** A video that was called a document went to models that read documents only, and was refused there. */
    @ParameterizedTest
    @CsvSource({"image/png, image_url", "video/mp4, video_url"})
    void whatIsShownIsCalledByItsKind(String type, String kind) throws IOException {
        JsonNode given = part("{\"inlineData\":{\"mimeType\":\"" + type + "\",\"data\":\"AAAA\"}}");
        JsonNode linked = part("{\"fileData\":{\"mimeType\":\"" + type + "\",\"fileUri\":\"https://a.example/b\"}}");

        assertThat(given.get("type").asText()).isEqualTo(kind);
        assertThat(given.path(kind).path("url").asText()).isEqualTo("data:" + type + ";base64,AAAA");
        assertThat(linked.path(kind).path("url").asText()).isEqualTo("https://a.example/b");
    }

    private static JsonNode part(String part) throws IOException {
        String body = "{\"contents\":[{\"parts\":[{\"text\":\"x\"}," + part + "]}]}";
        byte[] canonical = new GenerateContent(64)
                .read(new Asked(PATH, null, body.getBytes(UTF_8)))
                .request();
        return JSON.readTree(canonical).at("/messages/0/content/1");
    }
}
