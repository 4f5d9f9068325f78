package gateway.api.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.AnswerMemory;
import gateway.api.Asked;
import gateway.api.Canonical;
import gateway.api.EventWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What vendors want back with the model's turn, when callers send the blocks of an answer back as they are. */
class TurnsSentBackTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SIGNED = "\"extra_content\":{\"google\":{\"thought_signature\":\"sig\"}}";
    private static final String CALL =
            "{\"index\":0,\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}";

    @Test
    void theSignatureOfATextComesBackWithItsTurn() {
        ArrayNode whole = reply("{\"content\":\"Hello\"," + SIGNED + '}');
        ArrayNode streamed =
                events("{\"content\":\"Hel\"}", "{\"content\":\"\"," + SIGNED + "}", "{\"content\":\"lo\"}");

        for (ArrayNode blocks : List.of(whole, streamed)) {
            assertThat(kinds(blocks)).containsExactly("text", "redacted_thinking");
            assertThat(sentBack(blocks))
                    .isEqualTo(json("{\"role\":\"assistant\",\"content\":\"Hello\"," + SIGNED + '}'));
        }
    }

    @Test
    void theSignatureOfATextStandsBeforeTheCallsBehindIt() {
        String message = "{\"content\":\"Hm.\",\"tool_calls\":[" + CALL + "]," + SIGNED + '}';

        for (ArrayNode blocks : List.of(reply(message), events(message))) {
            assertThat(kinds(blocks)).containsExactly("text", "redacted_thinking", "tool_use");
            JsonNode turn = sentBack(blocks);
            assertThat(turn.get("extra_content"))
                    .isEqualTo(json('{' + SIGNED + '}').get("extra_content"));
            assertThat(turn.at("/tool_calls/0").has("extra_content")).isFalse();
        }
    }

    @Test
    void thePartsOfATurnComeBackAsTheirVendorMadeThem() {
        String parts = "{\"google\":{\"parts\":[{\"executableCode\":{\"code\":\"1+1\"}},{\"text\":\"Two.\"}]}}";

        JsonNode turn = sentBack(reply("{\"content\":\"Two.\",\"extra_content\":" + parts + '}'));

        assertThat(turn.get("extra_content")).isEqualTo(json(parts));
    }

    @Test
    void picturesThatTheModelMadeAreTextsThatShowThemAndComeBackAsPictures() {
        String message = "{\"content\":\"Here:\",\"images\":[" + picture("AAAA", "") + ','
                + picture("BBBB", ',' + SIGNED) + "]," + SIGNED + '}';

        for (ArrayNode blocks : List.of(reply(message), events(message))) {
            assertThat(blocks.findValuesAsText("text"))
                    .containsExactly(
                            "Here:",
                            "![picture](data:image/png;base64,AAAA)",
                            "![picture](data:image/png;base64,BBBB)");
            JsonNode turn = sentBack(blocks);
            assertThat(turn).isEqualTo(((ObjectNode) json(message)).put("role", "assistant"));
        }
    }

    /** What speaks of a picture is no picture. */
    @Test
    void aTextWithAPictureAmongItsWordsStaysAText() {
        ArrayNode blocks = JSON.createArrayNode();
        blocks.addObject().put("type", "text").put("text", "![picture](data:image/png;base64,AAAA) and (more)");

        assertThat(sentBack(blocks).has("images")).isFalse();
    }

    private static String picture(String data, String more) {
        return "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64," + data + "\"}" + more + '}';
    }

    private static Canonical asked(String messages) {
        String body = "{\"model\":\"m\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}" + messages
                + "]}";
        return new AnthropicMessages(64).read(new Asked("/v1/messages", null, body.getBytes(UTF_8)));
    }

    /** The canonical message of a turn that consists of these blocks. */
    private static JsonNode sentBack(ArrayNode blocks) {
        byte[] request =
                asked(",{\"role\":\"assistant\",\"content\":" + blocks + "}").request();
        return json(new String(request, UTF_8)).at("/messages/1");
    }

    private static ArrayNode reply(String message) {
        byte[] answer = ("{\"id\":\"c\",\"choices\":[{\"message\":" + message + "}]}").getBytes(UTF_8);
        return (ArrayNode)
                json(new String(asked("").wayBack().reply(answer), UTF_8)).get("content");
    }

    /** The blocks that a client puts together of a stream. */
    private static ArrayNode events(String... deltas) {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        EventWriter.Sink sink = told::write;
        EventWriter writer = asked("").wayBack().events(new AnswerMemory(1 << 20));
        for (String delta : deltas) {
            byte[] chunk = ("{\"id\":\"c\",\"choices\":[{\"delta\":" + delta + "}]}").getBytes(UTF_8);
            writer.chunk(chunk, 0, chunk.length, sink);
        }
        writer.end(sink);
        ArrayNode blocks = JSON.createArrayNode();
        told.toString(UTF_8).lines().filter(line -> line.startsWith("data: ")).forEach(line -> {
            JsonNode event = json(line.substring(6));
            if (event.has("content_block")) {
                blocks.add(event.get("content_block"));
            } else if (event.at("/delta/type").asText().equals("text_delta")) {
                ObjectNode block = (ObjectNode) blocks.get(event.get("index").asInt());
                block.put(
                        "text",
                        block.get("text").asText() + event.at("/delta/text").asText());
            }
        });
        return blocks;
    }

    private static List<String> kinds(ArrayNode blocks) {
        return blocks.findValuesAsText("type");
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
