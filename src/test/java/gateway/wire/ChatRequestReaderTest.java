package gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.fault.ErrorCode;
import gateway.fault.GatewayException;
import gateway.vendors.Feature;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatRequestReaderTest {

    private static final String TOOLS =
            "{\"model\":\"m\",\"tools\":[TOOL],\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";

    private final ChatRequestReader reader = new ChatRequestReader(WireJson.factory(8, 10_000));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"messages\":[{\"role\":\"user\"}]}|model",
                "{\"model\":\"m\"}|messages",
                "{\"model\":\"m\",\"messages\":[]}|messages",
                "{\"model\":\"m\",\"messages\":\"hi\"}|messages",
                "{\"model\":7,\"messages\":[{\"role\":\"user\"}]}|model",
                "{\"model\":\" \",\"messages\":[{\"role\":\"user\"}]}|model",
                "{\"model\":\"m\",\"model\":\"n\",\"messages\":[{\"role\":\"user\"}]}|model",
                "{\"model\":\"m\",\"messages\":[{\"content\":\"x\"}]}|messages[0].role",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\"},{\"role\":1}]}|messages[1].role",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"owner\"}]}|messages[0].role",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":7}]}|messages[0].content",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"x\"}]}]}|messages[0].content[0].type",
                "{\"model\":\"m\",\"stream\":\"yes\",\"messages\":[{\"role\":\"user\"}]}|stream",
                "{\"model\":\"m\",\"n\":0,\"messages\":[{\"role\":\"user\"}]}|n",
                "{\"model\":\"m\",\"n\":99999999999999999999,\"messages\":[{\"role\":\"user\"}]}|n",
                "{\"model\":\"m\",\"max_tokens\":-1,\"messages\":[{\"role\":\"user\"}]}|max_tokens",
                "{\"model\":\"m\",\"temperature\":\"hot\",\"messages\":[{\"role\":\"user\"}]}|temperature",
                "{\"model\":\"m\",\"tools\":{},\"messages\":[{\"role\":\"user\"}]}|tools",
                "{\"model\":\"m\",\"models\":[1],\"messages\":[{\"role\":\"user\"}]}|models[0]",
                "{\"model\":\"m\",\"stream_options\":true,\"messages\":[{\"role\":\"user\"}]}|stream_options",
            })
    void aWrongFieldIsNamed(String body, String field) {
        assertThatThrownBy(() -> read(body)).isInstanceOfSatisfying(GatewayException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
            assertThat(e.param()).isEqualTo(field);
            assertThat(e.getMessage()).contains(field);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"model\":|line 1, column 10: it ends too early",
                "[]|JSON object",
                "{\"model\" 5}|line 1, column 10: what stands there",
                "nonsense|not valid JSON",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\"}]} x|not valid JSON",
                "{\"model\":\"m\",\"x\":[[[[[[[[[[1]]]]]]]]]],\"messages\":[{\"role\":\"user\"}]}|nesting depth",
            })
    void brokenJsonSaysWhere(String body, String hint) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOfSatisfying(
                        GatewayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST))
                .hasMessageContaining(hint)
                .message()
                .as("nothing of the parser's own")
                .doesNotContain("Unexpected", "token", "Stream", "Parser");
    }

    @Test
    void needsAreReadFromTheRequest() {
        ChatRequest request = read("{\"model\":\"m\",\"n\":2,\"logprobs\":true,\"tools\":[{\"type\":\"function\"}],"
                + "\"response_format\":{\"json_schema\":{},\"type\":\"json_schema\"},"
                + "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"x\"},"
                + "{\"image_url\":{\"url\":\"data:...\"},\"type\":\"image_url\"}]}]}");

        assertThat(request.needs())
                .containsExactlyInAnyOrder(
                        Feature.CHOICES, Feature.LOGPROBS, Feature.TOOLS, Feature.JSON_SCHEMA, Feature.VISION);
    }

    @ParameterizedTest
    @CsvSource({"image_url, VISION", "input_audio, AUDIO", "file, FILES", "document, FILES", "video_url, VIDEO"})
    void whatIsNoTextNeedsAModelThatTakesIt(String type, Feature feature) {
        ChatRequest request = read("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":["
                + "{\"type\":\"text\",\"text\":\"x\"},{\"type\":\"" + type + "\"}]}]}");

        assertThat(request.needs()).containsExactly(feature);
    }

    @Test
    void aPictureCountsAsAPictureNotAsItsBase64() {
        String picture = "A".repeat(8_000);

        ChatRequest request = read("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":["
                + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64," + picture + "\"}}]}]}");

        assertThat(request.promptTokens()).isBetween(1_000, 1_050);
    }

    @Test
    void aPictureThatTheModelMadeCountsLikeOneAndNeedsNoModelThatSees() {
        String picture = "A".repeat(8_000);

        ChatRequest request =
                read("{\"model\":\"m\",\"messages\":[{\"role\":\"assistant\",\"content\":null,\"images\":["
                        + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64," + picture
                        + "\"}}]}]}");

        assertThat(request.promptTokens()).isBetween(1_000, 1_050);
        assertThat(request.needs()).isEmpty();
    }

    private ChatRequest read(String body) {
        return reader.read(body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void toolsCountAndThoseThatAreNoFunctionsNeedAModelThatKnowsThem() {
        String tool = "{\"function\":{\"name\":\"" + "f".repeat(4_000) + "\"},\"type\":\"TYPE\"}";

        ChatRequest functions = read(TOOLS.replace("TOOL", tool.replace("TYPE", "function")));
        ChatRequest others = read(TOOLS.replace("TOOL", tool.replace("TYPE", "bash_20250124")));

        assertThat(functions.promptTokens()).isBetween(1_000, 1_050);
        assertThat(functions.needs()).containsExactly(Feature.TOOLS);
        assertThat(others.needs()).containsExactlyInAnyOrder(Feature.TOOLS, Feature.NON_FUNCTION_TOOLS);
    }

    @Test
    void whatIsSaidTwiceForAVendorOfTheSameDialectCountsOnce() {
        String extra = "\"extra_content\":{\"anthropic\":{\"block\":\"" + "x".repeat(4_000) + "\"}}";
        String picture =
                "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,aGk=\"}," + extra + "}";

        ChatRequest request = read(
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[" + picture + "]," + extra + "}]}");

        assertThat(request.promptTokens()).isBetween(1_000, 1_050);
    }
}
