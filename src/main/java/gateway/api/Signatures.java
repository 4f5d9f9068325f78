package gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor wants back with a call, a picture or a whole turn: its signature, or the parts of the turn as it made them.
 * For dialects that have no place for it there: they hide it where they can.
 */
public final class Signatures {

    private static final String EXTRA = "extra_content";
    private static final String GOOGLE = "google";
    private static final String ANTHROPIC = "anthropic";

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
     * The {@code extra_content} of a turn whose blocks say more than the canonical form, in their order or kinds; null for
     * others. Callers whose dialect has such blocks themselves see them, and need none of this.
     */
    public static @Nullable ObjectNode blocks(JsonNode message) {
        JsonNode blocks = message.path(EXTRA).path(ANTHROPIC).path("content");
        if (!blocks.isArray()) {
            return null;
        }
        ObjectNode extra = JsonNodeFactory.instance.objectNode();
        extra.putObject(ANTHROPIC).set("content", blocks);
        return extra;
    }

    /** Puts it back on its owner. */
    public static void giveBack(ObjectNode extra, ObjectNode owner) {
        owner.withObject(EXTRA).setAll(extra);
    }
}
