package gateway.api.anthropic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.Signatures;
import org.jspecify.annotations.Nullable;

/**
 * What other vendors want back with a tool call, a picture or the turn. This dialect has no place for it but a block of redacted
 * thinking, which its clients send back unread; what it holds is ours, and no vendor ever sees it.
 */
final class CarriedMarks {

    private static final String TYPE = "redacted_thinking";
    /** To which call, or picture, it belongs; to the turn where these are missing. */
    private static final String CALL = "tool_use_id";

    private static final String PICTURE = "picture";

    private static final String CARRIED = "extra_content";

    private final ObjectMapper mapper;

    CarriedMarks(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * The block that carries the signature of a call; null when it has none.
     *
     * @param id of the call, as the caller sees it
     */
    @Nullable
    ObjectNode block(JsonNode call, String id) {
        return block(call, mapper.createObjectNode().put(CALL, id));
    }

    /**
     * The block that carries the signature of a picture; null when it has none.
     *
     * @param number of the picture among those of the turn
     */
    @Nullable
    ObjectNode block(JsonNode picture, int number) {
        return block(picture, mapper.createObjectNode().put(PICTURE, number));
    }

    /** The block that carries what belongs to a whole turn; null when nothing does. */
    @Nullable
    ObjectNode block(JsonNode message) {
        return block(message, mapper.createObjectNode());
    }

    private @Nullable ObjectNode block(JsonNode owner, ObjectNode mark) {
        ObjectNode carried = Signatures.of(owner);
        if (carried == null) {
            return null;
        }
        mark.set(CARRIED, carried);
        return mapper.createObjectNode().put("type", TYPE).put("data", mark.toString());
    }

    /** What such a block carries; null when it is a vendor's own. */
    @Nullable
    ObjectNode read(JsonNode block) {
        String data = block.path("data").asText("");
        if (!TYPE.equals(block.path("type").asText()) || !data.startsWith("{")) {
            return null;
        }
        try {
            return mapper.readTree(data) instanceof ObjectNode mark
                            && mark.path(CARRIED).isObject()
                    ? mark
                    : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** Puts what was carried back on its call, its picture, or the turn. */
    static void giveBack(ObjectNode mark, ObjectNode message) {
        ObjectNode carried = (ObjectNode) mark.get(CARRIED);
        if (mark.has(PICTURE)) {
            if (message.path("images").path(mark.get(PICTURE).asInt(-1)) instanceof ObjectNode picture) {
                Signatures.giveBack(carried, picture);
            }
            return;
        }
        if (!mark.has(CALL)) {
            Signatures.giveBack(carried, message);
        }
        for (JsonNode call : message.path("tool_calls")) {
            if (call.path("id").equals(mark.path(CALL))) {
                Signatures.giveBack(carried, (ObjectNode) call);
            }
        }
    }
}
