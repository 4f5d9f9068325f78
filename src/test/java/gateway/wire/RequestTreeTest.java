package gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.vendors.FieldPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTreeTest {

    private static final FieldPath FILE = FieldPath.of("messages.content.file");

    private final JsonFactory json = WireJson.factory(64, 1_000_000);
    private final ChatRequestReader reader = new ChatRequestReader(json);

    /** A mapper that cannot make a tree. */
    private final ObjectMapper none = new ObjectMapper() {
        @Override
        public JsonNode readTree(byte[] content) throws IOException {
            throw new IOException("a tree was made");
        }
    };

    @Test
    void aRequestWithoutTheFieldIsNotMadeATree() {
        ChatRequest request = request("{\"type\":\"text\",\"text\":\"a file, or \\u4f60\\u00e9\"}");

        assertThat(new RequestTree(request, none).has(FILE)).isFalse();
        assertThat(new RequestTree(request, none).has(FieldPath.of("tools.function.strict")))
                .isFalse();
        RequestTree holding = new RequestTree(request("{\"type\":\"file\",\"file\":{}}"), none);
        assertThatThrownBy(() -> holding.has(FILE)).hasMessageContaining("a tree was made");
    }

    @Test
    void theTreeIsMadeOnceForAllWhoAsk() {
        int[] made = {0};
        ObjectMapper counting = new ObjectMapper() {
            @Override
            public JsonNode readTree(byte[] content) throws IOException {
                made[0]++;
                return super.readTree(content);
            }
        };
        RequestTree tree = new RequestTree(request("{\"type\":\"file\",\"file\":{\"file_id\":\"f\"}}"), counting);

        assertThat(tree.has(FILE)).isTrue();
        assertThat(tree.has(FieldPath.of("messages.content.file.file_id"))).isTrue();
        assertThat(tree.has(FieldPath.of("messages.content.type=file"))).isTrue();
        assertThat(tree.has(FieldPath.of("messages.file"))).isFalse();
        assertThat(made[0]).isEqualTo(1);
    }

    /** Otherwise whoever wants a vendor to see what its card rules out would only have to write it so. */
    @ParameterizedTest
    @ValueSource(strings = {"f\\u0069le", "\\u0066\\u0069\\u006C\\u0065"})
    void aNameWrittenWithEscapesIsFound(String name) {
        ChatRequest request = request("{\"type\":\"x\",\"" + name + "\":{}}");

        assertThat(new RequestTree(request, new ObjectMapper()).has(FILE)).isTrue();
    }

    private ChatRequest request(String part) {
        String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[" + part + "]}]}";
        return reader.read(body.getBytes(StandardCharsets.UTF_8));
    }
}
