package gateway.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.BitSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What stands in and around the choices of one answer, filled in where a mapping leaves it out: clients insist on it. */
final class Envelope {

    static final String WHOLE = "chat.completion";
    static final String CHUNK = "chat.completion.chunk";

    /** As many as a caller can ask for. */
    private static final int MOST_CHOICES = 128;

    private final String object;
    private final String said;
    private final String model;
    private final long created;
    private final Supplier<String> ids;
    private final BitSet begun = new BitSet(1);
    private @Nullable String id;

    /**
     * @param object {@link #WHOLE} or {@link #CHUNK}
     * @param created in seconds
     * @param ids asked once, if at all
     */
    Envelope(String object, String model, long created, Supplier<String> ids) {
        this.object = object;
        this.said = object.equals(WHOLE) ? "message" : "delta";
        this.model = model;
        this.created = created;
        this.ids = ids;
    }

    /** The answer with all that it needs; one that has it already, or is none, as it is. */
    JsonNode complete(JsonNode answer) {
        return answer instanceof ObjectNode given && given.has("choices") ? spoken(framed(given)) : answer;
    }

    private ObjectNode framed(ObjectNode given) {
        if (given.hasNonNull("id")
                && given.hasNonNull("object")
                && given.hasNonNull("created")
                && given.hasNonNull("model")) {
            return given;
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

    /** Fills in the members of choices; who speaks, where a choice begins: in its message or in its first delta. */
    private ObjectNode spoken(ObjectNode answer) {
        ObjectNode copy = null;
        JsonNode choices = answer.path("choices");
        for (int i = 0; i < choices.size(); i++) {
            JsonNode choice = choices.get(i);
            boolean begins = begins(choice, i);
            if (!isWhole(choice, begins)) {
                copy = copy == null ? answer.deepCopy() : copy;
                fill((ObjectNode) copy.path("choices").get(i), i, begins);
            }
        }
        return copy == null ? answer : copy;
    }

    private boolean isWhole(JsonNode choice, boolean begins) {
        JsonNode message = choice.path(said);
        return choice.has("index")
                && choice.has("finish_reason")
                && message.isObject()
                && (!begins || message.hasNonNull("role"))
                && !lacksArguments(message);
    }

    /** Where an answer comes at once, a call that has none yet has none at all. */
    private boolean lacksArguments(JsonNode message) {
        for (JsonNode call : message.path("tool_calls")) {
            if (object.equals(WHOLE)
                    && call.has("function")
                    && !call.path("function").hasNonNull("arguments")) {
                return true;
            }
        }
        return false;
    }

    private void fill(ObjectNode choice, int place, boolean begins) {
        if (!choice.has("index")) {
            choice.put("index", place);
        }
        if (!choice.has("finish_reason")) {
            choice.putNull("finish_reason");
        }
        ObjectNode message = choice.get(said) instanceof ObjectNode told ? told : choice.putObject(said);
        if (begins && !message.hasNonNull("role")) {
            message.put("role", "assistant");
        }
        if (lacksArguments(message)) {
            for (JsonNode call : message.path("tool_calls")) {
                if (call.get("function") instanceof ObjectNode function && !function.hasNonNull("arguments")) {
                    function.put("arguments", "{}");
                }
            }
        }
    }

    private boolean begins(JsonNode choice, int place) {
        int index = Math.clamp(choice.path("index").asInt(place), 0, MOST_CHOICES - 1);
        boolean begins = !begun.get(index);
        begun.set(index);
        return begins;
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
