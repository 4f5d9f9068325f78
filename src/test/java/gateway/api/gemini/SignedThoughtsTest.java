package gateway.api.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import gateway.api.AnswerMemory;
import gateway.api.Asked;
import gateway.api.Canonical;
import gateway.api.EventWriter;
import gateway.fault.GatewayException;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Thoughts that a vendor of another dialect has signed, told to a caller and sent back by them. */
class SignedThoughtsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Its Base64 has characters in which the alphabets differ. */
    private static final String BLOCKS = """
            [{"index": 0, "type": "thinking", "thinking": "Why??? >>> 你好", "signature": "s1"},
             {"index": 1, "type": "redacted_thinking", "data": "ZA=="}]""";

    private static final String CALL =
            "{\"index\":0,\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}";

    private static final String QUESTION = "{\"role\":\"user\",\"parts\":[{\"text\":\"x\"}]}";

    private final Canonical asked = read("[" + QUESTION + "]");

    @Test
    void theThoughtCarriesWhatItsVendorWantsBack() {
        JsonNode parts = reply("\"reasoning_content\":\"Why??? >>> 你好\",\"thinking_blocks\":" + BLOCKS + ",");

        assertThat(parts).hasSize(2);
        assertThat(parts.at("/0/thought").asBoolean()).isTrue();
        assertThat(parts.at("/0/text").asText()).isEqualTo("Why??? >>> 你好");
        assertThat(parts.at("/0").has("thoughtSignature")).isTrue();
        assertThat(sentBack(parts).at("/messages/1/thinking_blocks")).isEqualTo(json(BLOCKS));
    }

    @Test
    void aThoughtThatIsNotShownComesBackFromAPartOfItsOwn() {
        JsonNode parts = reply("\"thinking_blocks\":" + BLOCKS + ",");

        assertThat(parts.at("/0/text").asText("-")).isEmpty();
        assertThat(sentBack(parts).at("/messages/1/thinking_blocks")).isEqualTo(json(BLOCKS));
    }

    @Test
    void aStreamTellsItWholeBeforeTheCalls() {
        JsonNode parts = streamed(
                "{\"reasoning_content\":\"Wh\",\"thinking_blocks\":[{\"index\":0,\"type\":\"thinking\",\"thinking\":\"Wh\"}]}",
                "{\"reasoning_content\":\"y\",\"thinking_blocks\":[{\"index\":0,\"type\":\"thinking\",\"thinking\":\"y\"}]}",
                "{\"thinking_blocks\":[{\"index\":0,\"type\":\"thinking\",\"signature\":\"s\"}]}",
                "{\"thinking_blocks\":[{\"index\":1,\"type\":\"redacted_thinking\",\"data\":\"ZA==\"}]}",
                "{\"tool_calls\":[" + CALL + "]}");

        assertThat(parts).hasSize(4);
        assertThat(parts.at("/3").has("functionCall")).isTrue();
        JsonNode message = sentBack(parts).at("/messages/1");
        assertThat(message.get("reasoning_content").asText()).isEqualTo("Why");
        assertThat(message.get("thinking_blocks")).isEqualTo(json("""
                [{"index": 0, "type": "thinking", "thinking": "Why", "signature": "s"},
                 {"index": 1, "type": "redacted_thinking", "data": "ZA=="}]"""));
    }

    /** Models that show no thought stream nothing but its signature, and want the empty text back with it. */
    @Test
    void aStreamedSignatureWithoutWordsComesBackWithAnEmptyThought() {
        JsonNode parts = streamed(
                "{\"thinking_blocks\":[{\"index\":0,\"type\":\"thinking\",\"signature\":\"s\"}]}",
                "{\"content\":\"Hm.\"}");

        JsonNode message = sentBack(parts).at("/messages/1");
        assertThat(message.get("content").asText()).isEqualTo("Hm.");
        assertThat(message.get("thinking_blocks"))
                .isEqualTo(json("[{\"index\": 0, \"type\": \"thinking\", \"thinking\": \"\", \"signature\": \"s\"}]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"thoughtSignature", "thought_signature"})
    void clientsMayWriteItInTheOtherAlphabetOfBase64(String name) {
        String sealed = reply("\"thinking_blocks\":" + BLOCKS + ",")
                .at("/0/thoughtSignature")
                .asText();
        String other = sealed.replace('+', '-').replace('/', '_').replace("=", "");
        assertThat(other).isNotEqualTo(sealed);

        JsonNode canonical = sentBack(json("[{\"" + name + "\":\"" + other + "\"},{\"text\":\"Hm.\"}]"));

        assertThat(canonical.at("/messages/1/thinking_blocks")).isEqualTo(json(BLOCKS));
    }

    /** Google would refuse it. */
    @Test
    void aVendorOfTheSameDialectSeesOnlySignaturesOfItsOwn() {
        ArrayNode parts = (ArrayNode) reply("\"reasoning_content\":\"Why\",\"thinking_blocks\":" + BLOCKS + ",");
        parts.addAll((ArrayNode) reply("\"thinking_blocks\":" + BLOCKS + ","));
        parts.addObject().put("text", "own").put("thoughtSignature", "Q2c9PQ==");

        JsonNode contents = sentBack(parts).at("/original/gemini/contents");

        assertThat(contents.get(1).get("parts"))
                .isEqualTo(json("[{\"thought\":true,\"text\":\"Why\"},{\"text\":\"Hm.\"},{\"text\":\"Hm.\"},"
                        + "{\"text\":\"own\",\"thoughtSignature\":\"Q2c9PQ==\"}]"));
    }

    @Test
    void aThoughtWithoutEndFillsNoMemory() {
        EventWriter events = asked.wayBack().events(new AnswerMemory(1 << 20));
        byte[] more = chunk("{\"thinking_blocks\":[{\"index\":0,\"thinking\":\"" + "x".repeat(1 << 20) + "\"}]}");

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 5; i++) {
                        events.chunk(more, 0, more.length, (bytes, offset, length) -> {});
                    }
                })
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("answer-memory");
    }

    private JsonNode reply(String thoughts) {
        String message = "{\"role\":\"assistant\"," + thoughts + "\"content\":\"Hm.\"}";
        String canonical = "{\"id\":\"c\",\"choices\":[{\"index\":0,\"message\":" + message + "}]}";
        return json(new String(asked.wayBack().reply(canonical.getBytes(UTF_8)), UTF_8))
                .at("/candidates/0/content/parts");
    }

    /** The parts of all events, as a client has them in the end. */
    private JsonNode streamed(String... deltas) {
        EventWriter events = asked.wayBack().events(new AnswerMemory(1 << 20));
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        for (String delta : deltas) {
            byte[] chunk = chunk(delta);
            events.chunk(chunk, 0, chunk.length, told::write);
        }
        events.end(told::write);
        ArrayNode parts = JSON.createArrayNode();
        json(told.toString(UTF_8))
                .forEach(event -> event.at("/candidates/0/content/parts").forEach(parts::add));
        return parts;
    }

    private static byte[] chunk(String delta) {
        return ("{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":" + delta + "}]}").getBytes(UTF_8);
    }

    private static JsonNode sentBack(JsonNode parts) {
        String turn = "{\"role\":\"model\",\"parts\":" + parts + '}';
        return json(new String(
                read("[" + QUESTION + ',' + turn + ',' + QUESTION + "]").request(), UTF_8));
    }

    private static Canonical read(String contents) {
        String request = "{\"contents\":" + contents + '}';
        return new GenerateContent(64)
                .read(new Asked("/v1beta/models/m:streamGenerateContent", null, request.getBytes(UTF_8)));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
