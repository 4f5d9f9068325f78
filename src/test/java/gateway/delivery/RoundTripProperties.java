package gateway.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fakes.AnthropicJson;
import gateway.api.AnswerMemory;
import gateway.api.Asked;
import gateway.api.Canonical;
import gateway.api.Conversion;
import gateway.api.Dialect;
import gateway.api.EventWriter;
import gateway.vendors.ModelCard;
import gateway.vendors.Replay;
import gateway.vendors.VendorModel;
import gateway.vendors.folder.VendorFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * The way to a vendor by its mapping and the way from a caller by the codec of the same dialect undo each other: what goes
 * through both keeps every field that both know. So does an answer on its way back.
 */
class RoundTripProperties {

    private static final Replay REPLAY = OfflineReplay.create();
    private static final ObjectMapper JSON = new ObjectMapper();

    @Property(tries = 1_000)
    void aRequestToClaudeComesBackAsItWas(@ForAll long seed) {
        requestComesBack(new GeneratedMessages(seed, "claude-opus-5", false), "claude", "anthropic", "/v1/messages");
    }

    @Property(tries = 1_000)
    void aRequestToGeminiComesBackAsItWas(@ForAll long seed) {
        String path = "/v1beta/models/gemini-2.5-pro:generateContent";
        requestComesBack(new GeneratedMessages(seed, "gemini-2.5-pro", true), "gemini", "gemini", path);
    }

    @Property(tries = 1_000)
    void anAnswerOfClaudeComesBackAsItWas(@ForAll long seed) {
        answerComesBack(new GeneratedMessages(seed, "claude-opus-5", false), "claude", "anthropic", "/v1/messages");
    }

    @Property(tries = 1_000)
    void anAnswerOfGeminiComesBackAsItWas(@ForAll long seed) {
        String path = "/v1beta/models/gemini-2.5-pro:generateContent";
        answerComesBack(new GeneratedMessages(seed, "gemini-2.5-pro", true), "gemini", "gemini", path);
    }

    /** From a caller to a vendor of the same dialect nothing is lost, not even what the canonical form has no place for. */
    @Property(tries = 2_000)
    void aRequestInAnthropicsDialectReachesClaudeAsItWas(@ForAll long seed) {
        ObjectNode asked = new GeneratedBlocks(seed).request("claude-opus-5");
        byte[] canonical = dialect("anthropic")
                .read(new Asked("/v1/messages", null, bytes(asked)))
                .request();
        byte[] sent = REPLAY.request(model("claude", "claude-opus-5"), canonical);

        asked.properties().removeIf(field -> field.getValue().isNull());
        assertThat(tree(sent)).as(() -> new String(canonical, UTF_8)).isEqualTo(asked);
    }

    /** And back: whole and streamed, a message of Claude's reaches a caller of its own dialect as it was. */
    @Property(tries = 1_000)
    void anAnswerOfClaudeReachesACallerOfItsDialectAsItWas(@ForAll long seed) {
        ObjectNode message = new GeneratedBlocks(seed).message();
        VendorModel claude = model("claude", "claude-opus-5");
        Conversion wayBack = dialect("anthropic")
                .read(new Asked("/v1/messages", null, bytes(new GeneratedBlocks(seed).request("claude-opus-5"))))
                .wayBack();

        byte[] whole = wayBack.reply(REPLAY.reply(claude, bytes(message)));
        String stream = AnthropicJson.stream(message.toString());
        String streamed = written(wayBack.events(new AnswerMemory(1 << 20)), REPLAY.stream(claude, stream));

        assertThat(tree(whole)).isEqualTo(message);
        assertThat(blocks(streamed)).as(streamed).isEqualTo(blocks(stream));
    }

    private static String written(EventWriter writer, String canonical) {
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        canonical
                .lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> line.substring("data: ".length()).getBytes(UTF_8))
                .forEach(chunk -> writer.chunk(chunk, 0, chunk.length, seen::write));
        writer.end(seen::write);
        return seen.toString(UTF_8);
    }

    /** The events that make up blocks, and the end. */
    private static List<JsonNode> blocks(String stream) {
        return stream.lines()
                .filter(line -> line.startsWith("data: {") && !line.contains("\"message_start\""))
                .map(line -> tree(line.substring("data: ".length()).getBytes(UTF_8)))
                .toList();
    }

    private static void requestComesBack(GeneratedMessages given, String vendor, String dialect, String path) {
        ObjectNode request = given.request();
        byte[] sent = REPLAY.request(model(vendor, given.model()), bytes(request));
        ObjectNode back = (ObjectNode)
                tree(dialect(dialect).read(new Asked(path, null, sent)).request());
        // It would say all of it again.
        back.remove("original");

        assertThat(plain(back)).as(() -> new String(sent, UTF_8)).isEqualTo(plain(request));
    }

    private static void answerComesBack(GeneratedMessages given, String vendor, String dialect, String path) {
        ObjectNode reply = given.reply();
        byte[] asked = REPLAY.request(model(vendor, given.model()), bytes(given.request()));
        Canonical canonical = dialect(dialect).read(new Asked(path, null, asked));
        byte[] told = canonical.wayBack().reply(bytes(reply));
        JsonNode back = tree(REPLAY.reply(model(vendor, given.model()), told));

        assertThat(plain(back.get("choices"))).as(() -> new String(told, UTF_8)).isEqualTo(plain(reply.get("choices")));
        assertThat(counts(back)).as(() -> new String(told, UTF_8)).isEqualTo(counts(reply));
    }

    /** The same meaning in one way of writing: texts as parts, arguments as JSON, nothing that is null, or that a tool call says anyway. */
    private static JsonNode plain(JsonNode node) {
        if (node.isArray()) {
            ArrayNode plain = JSON.createArrayNode();
            node.forEach(item -> plain.add(plain(item)));
            return plain;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode plain = JSON.createObjectNode();
        node.properties().forEach(member -> {
            JsonNode value = member.getValue();
            boolean derived = member.getKey().equals("name") && node.has("tool_call_id");
            if (value.isNull() || derived || (value.isArray() && value.isEmpty())) {
                return;
            }
            if (member.getKey().equals("content") && value.isTextual()) {
                ObjectNode text = JSON.createObjectNode().put("type", "text").put("text", value.asText());
                plain.putArray("content").add(text);
            } else if (member.getKey().equals("arguments")) {
                plain.set("arguments", tree(value.asText().getBytes(UTF_8)));
            } else {
                plain.set(member.getKey(), plain(value));
            }
        });
        return plain;
    }

    private static JsonNode counts(JsonNode reply) {
        ObjectNode counts = JSON.createObjectNode();
        for (String path : new String[] {
            "/usage/prompt_tokens", "/usage/completion_tokens", "/usage/prompt_tokens_details/cached_tokens"
        }) {
            counts.put(path, reply.at(path).asInt());
        }
        return counts;
    }

    private static VendorModel model(String vendor, String name) {
        VendorFolder.Content content = Shipped.folder(Path.of("vendors", vendor), REPLAY);
        ModelCard card = content.blueprint().card().models().stream()
                .filter(each -> each.id().equals(name))
                .findFirst()
                .orElseThrow();
        return content.vendorModel(card);
    }

    private static Dialect dialect(String name) {
        return Shipped.dialects().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] bytes(JsonNode tree) {
        try {
            return JSON.writeValueAsBytes(tree);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode tree(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
