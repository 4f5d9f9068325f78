package gateway.api.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.Signatures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor wants back with the model's turn: thoughts, signed or not, signatures of tool calls and pictures, and what
 * belongs to the turn as a whole. This dialect has one place for all of it, the {@code encrypted_content} of a reasoning item, which clients
 * send back unread. They may leave out the text beside it, so that the thought itself is in it, too.
 */
final class SealedThought {

    private final ObjectNode held;

    SealedThought(ObjectMapper mapper) {
        this.held = mapper.createObjectNode();
    }

    /** Keeps a thought that is signed. */
    void add(JsonNode block) {
        held.withArray("/thinking_blocks").add(block);
    }

    /** Keeps a thought in words; where it is signed, that says all there is of it. */
    void think(String text) {
        if (!text.isEmpty() && !held.has("thinking_blocks")) {
            held.put("reasoning_content", text);
        }
    }

    /** Keeps the signature of a call, if it has one. */
    void sign(JsonNode call) {
        sign(call.path("id").asText(), call);
    }

    /** Keeps the signature of what is told under this id, if it has one. */
    void sign(String id, JsonNode signed) {
        ObjectNode signature = Signatures.of(signed);
        if (signature != null) {
            held.withObject("/signatures").set(id, signature);
        }
    }

    /** Keeps what belongs to the turn as a whole, if anything does. */
    void signTurn(JsonNode message) {
        ObjectNode extra = Signatures.of(message);
        if (extra != null) {
            held.set("extra_content", extra);
        }
    }

    /** Null when there is nothing in it. */
    @Nullable
    String seal() {
        return held.isEmpty()
                ? null
                : Base64.getEncoder().encodeToString(held.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** What a seal holds; nothing when it is another's: that would be of no use here. */
    static JsonNode open(ObjectMapper mapper, String sealed) {
        try {
            return mapper.readTree(Base64.getDecoder().decode(sealed));
        } catch (IOException | IllegalArgumentException e) {
            return mapper.missingNode();
        }
    }
}
