package gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor wants back with the model's turn: thoughts, signed or not, signatures of tool calls and pictures, and what
 * belongs to the turn as a whole. Some dialects have one place for all of it, which clients send back unread. They may leave out the text
 * beside it, so that the thought itself is in it, too.
 */
public final class SealedThought {

    private static final String BLOCKS = "thinking_blocks";

    private final ObjectNode held;
    private final Map<Integer, Pieces> pieces = new TreeMap<>();

    /** A signed thought that comes in pieces. Its text may be long, and is told in very small ones. */
    private record Pieces(ObjectNode block, StringBuilder thinking, StringBuilder signature) {

        ObjectNode whole() {
            if (!block.has("data")) {
                // Its vendor wants the text even where it has shown none.
                block.put("thinking", thinking.toString()).put("signature", signature.toString());
            }
            return block;
        }
    }

    public SealedThought(ObjectMapper mapper) {
        this.held = mapper.createObjectNode();
    }

    /** Keeps a thought that is signed. */
    public void add(JsonNode block) {
        held.withArray('/' + BLOCKS).add(block);
    }

    /** Joins a piece of a signed thought to those before; how many characters it has brought. */
    public int gather(JsonNode piece) {
        Pieces told = pieces.computeIfAbsent(
                piece.path("index").asInt(),
                each -> new Pieces(held.objectNode(), new StringBuilder(), new StringBuilder()));
        // A thought without words takes room, too.
        int more = 1;
        for (Map.Entry<String, JsonNode> field : piece.properties()) {
            String value = field.getValue().asText("");
            more += value.length();
            switch (field.getKey()) {
                case "thinking" -> told.thinking.append(value);
                case "signature" -> told.signature.append(value);
                default -> told.block.set(field.getKey(), field.getValue());
            }
        }
        return more;
    }

    /** Keeps a thought in words; where it is signed, that says all there is of it. */
    public void think(String text) {
        if (!text.isEmpty() && !held.has(BLOCKS) && pieces.isEmpty()) {
            held.put("reasoning_content", text);
        }
    }

    /** Keeps the signature of a call, if it has one. */
    public void sign(JsonNode call) {
        sign(call.path("id").asText(), call);
    }

    /** Keeps the signature of what is told under this id, if it has one. */
    public void sign(String id, JsonNode signed) {
        ObjectNode signature = Signatures.of(signed);
        if (signature != null) {
            held.withObject("/signatures").set(id, signature);
        }
    }

    /** Keeps what belongs to the turn as a whole, if anything does. */
    public void signTurn(JsonNode message) {
        keep(Signatures.of(message));
        keepBlocks(message);
    }

    /** Keeps the blocks of the turn, where they say more than the canonical form. */
    public void keepBlocks(JsonNode message) {
        keep(Signatures.blocks(message));
    }

    private void keep(@Nullable ObjectNode extra) {
        if (extra != null) {
            held.withObject("/extra_content").setAll(extra);
        }
    }

    /** Null when there is nothing in it. Called once, when all is told. */
    public @Nullable String seal() {
        pieces.values().forEach(each -> add(each.whole()));
        return held.isEmpty()
                ? null
                : Base64.getEncoder().encodeToString(held.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * What a seal holds; nothing when it is another's: that would be of no use here.
     *
     * @param sealed in either alphabet of Base64: clients that know it as bytes choose their own
     */
    public static JsonNode open(ObjectMapper mapper, String sealed) {
        try {
            return mapper.readTree(
                    Base64.getDecoder().decode(sealed.replace('-', '+').replace('_', '/')));
        } catch (IOException | IllegalArgumentException e) {
            return mapper.missingNode();
        }
    }
}
