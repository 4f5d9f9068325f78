package gateway.api.anthropic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.Signatures;
import org.jspecify.annotations.Nullable;

/**
 * Signatures of other vendors that have to come back with a tool call. This dialect has no place for them but a block of
 * redacted thinking, which its clients send back unread; what it holds is ours, and no vendor ever sees it.
 */
final class CarriedMarks {

    private static final String TYPE = "redacted_thinking";

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
        ObjectNode signature = Signatures.of(call);
        if (signature == null) {
            return null;
        }
        ObjectNode mark = mapper.createObjectNode().put("tool_use_id", id);
        mark.set("extra_content", signature);
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
                            && mark.path("extra_content").isObject()
                    ? mark
                    : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** Puts what was carried back on its call. */
    static void giveBack(ObjectNode mark, ArrayNode calls) {
        for (JsonNode call : calls) {
            if (call.path("id").equals(mark.path("tool_use_id"))) {
                Signatures.giveBack((ObjectNode) mark.get("extra_content"), (ObjectNode) call);
            }
        }
    }
}
