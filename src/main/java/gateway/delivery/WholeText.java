package gateway.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes pieces of texts that a vendor repeats from the beginning at each event. Remembers length and hash only, of a bounded
 * number of texts. Belongs to one stream.
 */
final class WholeText {

    /** Texts of one answer: content, reasoning and tool calls of every choice. */
    private static final int MOST_TEXTS = 1_000;

    private final Map<String, Told> told = new HashMap<>();

    /** The hash shows whether a text goes on as it began: what has left cannot be taken back. */
    private record Told(int length, int hash) {

        static final Told NOTHING = new Told(0, 0);

        /** The same after a longer text; null when that one begins otherwise. */
        @Nullable
        Told grown(String whole) {
            if (whole.length() < length || hash(whole, 0, length, 0) != hash) {
                return null;
            }
            return new Told(whole.length(), hash(whole, length, whole.length(), hash));
        }

        private static int hash(String text, int from, int until, int before) {
            int hash = before;
            for (int i = from; i < until; i++) {
                hash = 31 * hash + text.charAt(i);
            }
            return hash;
        }
    }

    /** Cuts from a canonical chunk what was told before; changes it in place. */
    void cut(JsonNode chunk) {
        for (JsonNode choice : chunk.path("choices")) {
            if (choice.get("delta") instanceof ObjectNode delta) {
                String owner = choice.path("index").asText("0");
                cut(delta, "content", owner);
                cut(delta, "reasoning_content", owner);
                for (JsonNode block : delta.path("thinking_blocks")) {
                    if (block instanceof ObjectNode thought) {
                        cut(
                                thought,
                                "thinking",
                                owner + "/thought" + block.path("index").asText("0"));
                    }
                }
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
        Told known = told.getOrDefault(key, Told.NOTHING);
        Told grown = known.grown(whole);
        if (grown == null || told.size() >= MOST_TEXTS) {
            throw new CallFailure(FailureKind.UNREADABLE, "the text of the answer does not grow");
        }
        told.put(key, grown);
        parent.put(field, whole.substring(known.length));
    }

    private static @Nullable String text(@Nullable JsonNode value) {
        return value == null ? null : value.textValue();
    }
}
