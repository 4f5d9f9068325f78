package gateway.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What stands around the choices of one answer, filled in where a mapping leaves it out: clients insist on it. */
final class Envelope {

    static final String WHOLE = "chat.completion";
    static final String CHUNK = "chat.completion.chunk";

    private final String object;
    private final String model;
    private final long created;
    private final Supplier<String> ids;
    private @Nullable String id;

    /**
     * @param object {@link #WHOLE} or {@link #CHUNK}
     * @param created in seconds
     * @param ids asked once, if at all
     */
    Envelope(String object, String model, long created, Supplier<String> ids) {
        this.object = object;
        this.model = model;
        this.created = created;
        this.ids = ids;
    }

    /** The answer with all that it needs; one that has it already, or is none, as it is. */
    JsonNode complete(JsonNode answer) {
        boolean lacking = answer.has("choices")
                && !(answer.hasNonNull("id")
                        && answer.hasNonNull("object")
                        && answer.hasNonNull("created")
                        && answer.hasNonNull("model"));
        if (!lacking || !(answer instanceof ObjectNode given)) {
            return answer;
        }
        // A copy: what a mapping returns may be a constant of the mapping.
        ObjectNode whole = given.objectNode();
        whole.put("id", id()).put("object", object).put("created", created).put("model", model);
        given.properties().forEach(member -> {
            if (!member.getValue().isNull() || !whole.has(member.getKey())) {
                whole.set(member.getKey(), member.getValue());
            }
        });
        return whole;
    }

    private String id() {
        String made = id;
        if (made == null) {
            made = ids.get();
            id = made;
        }
        return made;
    }
}
