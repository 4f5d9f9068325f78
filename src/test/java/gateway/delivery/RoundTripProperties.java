package gateway.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.Asked;
import gateway.api.Canonical;
import gateway.api.Dialect;
import gateway.vendors.ModelCard;
import gateway.vendors.Replay;
import gateway.vendors.VendorModel;
import gateway.vendors.folder.VendorFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
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
