package gateway.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes pieces of texts that a vendor repeats from the beginning at each event. Remembers lengths only, of a bounded number
 * of texts. Belongs to one stream.
 */
final class WholeText {

    /** Texts of one answer: content, reasoning and tool calls of every choice. */
    private static final int MOST_TEXTS = 1_000;

    private final Map<String, Integer> told = new HashMap<>();

    /** Cuts from a canonical chunk what was told before; changes it in place. */
    void cut(JsonNode chunk) {
        for (JsonNode choice : chunk.path("choices")) {
            if (choice.get("delta") instanceof ObjectNode delta) {
                String owner = choice.path("index").asText("0");
                cut(delta, "content", owner);
                cut(delta, "reasoning_content", owner);
                for (JsonNode call : delta.path("tool_calls")) {
                    cutCall(call, owner + '/' + call.path("index").asText("0"));
                }
            }
        }
    }

    private void cutCall(JsonNode call, String owner) {
        if (call.get("function") instanceof ObjectNode function) {
            if (told.containsKey(owner + "/arguments")) {
                function.remove("name");
                ((ObjectNode) call).remove("id");
            }
            cut(function, "arguments", owner);
        }
    }

    private void cut(ObjectNode parent, String field, String owner) {
        String whole = text(parent.get(field));
        if (whole == null) {
            return;
        }
        String key = owner + '/' + field;
        int known = told.getOrDefault(key, 0);
        if (whole.length() < known || told.size() >= MOST_TEXTS) {
            throw new CallFailure(FailureKind.UNREADABLE, "the text of the answer does not grow");
        }
        told.put(key, whole.length());
        parent.put(field, whole.substring(known));
    }

    private static @Nullable String text(@Nullable JsonNode value) {
        return value == null ? null : value.textValue();
    }
}
