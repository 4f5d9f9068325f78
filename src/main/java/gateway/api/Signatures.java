package gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor wants back with a call, a picture or a whole turn: its signature, or the parts of the turn as it made them.
 * For dialects that have no place for it there: they hide it where they can.
 */
public final class Signatures {

    private static final String EXTRA = "extra_content";
    private static final String GOOGLE = "google";
    private static final String ANTHROPIC = "anthropic";
    private static final String CONTENT = "content";

    private Signatures() {}

    /**
     * The {@code extra_content} that has to come back with its owner; null when there is none. Parts in a delta are one
     * event's, not those of the turn, and stay behind.
     */
    public static @Nullable ObjectNode of(JsonNode owner) {
        JsonNode google = owner.path(EXTRA).path(GOOGLE);
        if (!google.path("thought_signature").isTextual()
                && !google.path("parts").isArray()) {
            return null;
        }
        ObjectNode extra = JsonNodeFactory.instance.objectNode();
        return extra.set(GOOGLE, google);
    }

    /**
     * The {@code extra_content} of a turn with signed thoughts whose blocks say more than the canonical form, such as another
     * order; null for others. Callers whose dialect has such blocks themselves see them, and need none of this.
     */
    public static @Nullable ObjectNode blocks(JsonNode message) {
        JsonNode blocks = message.path(EXTRA).path(ANTHROPIC).path(CONTENT);
        if (!blocks.isArray() || message.path("thinking_blocks").isEmpty()) {
            return null;
        }
        ObjectNode extra = JsonNodeFactory.instance.objectNode();
        extra.putObject(ANTHROPIC).set(CONTENT, blocks);
        return extra;
    }

    /** Puts it back on its owner. */
    public static void giveBack(ObjectNode extra, ObjectNode owner) {
        owner.withObject(EXTRA).setAll(extra);
    }

    /**
     * Leaves out the blocks that were put back on a turn with other words or other calls than they have: its caller has changed
     * it since, or made one turn of two.
     */
    public static void leaveOutOthers(ObjectNode message) {
        if (!(message.path(EXTRA).path(ANTHROPIC) instanceof ObjectNode own) || !own.has(CONTENT)) {
            return;
        }
        StringBuilder words = new StringBuilder();
        List<String> calls = new ArrayList<>();
        for (JsonNode block : own.get(CONTENT)) {
            switch (block.path("type").asText()) {
                case "text" -> words.append(block.path("text").asText());
                case "tool_use" -> calls.add(block.path("id").asText());
                default -> {
                    // thoughts, and what else the canonical form does not tell
                }
            }
        }
        List<String> told = new ArrayList<>();
        message.path("tool_calls").forEach(call -> told.add(call.path("id").asText()));
        if (!words.toString().equals(text(message.path(CONTENT))) || !calls.equals(told)) {
            own.remove(CONTENT);
        }
    }

    private static String text(JsonNode content) {
        StringBuilder text = new StringBuilder(content.asText(""));
        content.forEach(part -> text.append(part.path("text").asText("")));
        return text.toString();
    }
}
