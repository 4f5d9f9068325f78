package gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Signatures of tool calls, for dialects that have no place for them beside the call: they hide them where they can. */
public final class Signatures {

    private static final String EXTRA = "extra_content";
    private static final String GOOGLE = "google";

    private Signatures() {}

    /** The {@code extra_content} that has to come back with a call; null when there is none. */
    public static @Nullable ObjectNode of(JsonNode call) {
        JsonNode google = call.path(EXTRA).path(GOOGLE);
        if (!google.path("thought_signature").isTextual()) {
            return null;
        }
        ObjectNode extra = JsonNodeFactory.instance.objectNode();
        return extra.set(GOOGLE, google);
    }

    /** Puts it back on its call. */
    public static void giveBack(ObjectNode extra, ObjectNode call) {
        call.withObject(EXTRA).setAll(extra);
    }
}
