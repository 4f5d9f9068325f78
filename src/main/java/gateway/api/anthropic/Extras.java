package gateway.api.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What of this dialect has no place in the canonical form. It travels beside what has one, in {@code extra_content.anthropic},
 * so that a vendor of the same dialect gets all that was said; others pass over it.
 */
final class Extras {

    /** Members of the vendor's object beyond those that the canonical form knows. */
    static final String FIELDS = "fields";
    /** The vendor's object as it is, in place of what the canonical form makes of it. */
    static final String BLOCK = "block";
    /** All blocks of a message as they are, where their order says more than the canonical form. */
    static final String CONTENT = "content";

    private static final String PLACE = "extra_content";
    private static final String OURS = "anthropic";

    private Extras() {}

    /** Where they stand; missing when there are none. */
    static JsonNode of(JsonNode owner) {
        return owner.path(PLACE).path(OURS);
    }

    static void put(ObjectNode owner, String name, JsonNode value) {
        owner.withObject(PLACE).withObject(OURS).set(name, value);
    }

    /** Keeps the members of an object that are not known. */
    static void keep(ObjectNode owner, JsonNode object, Set<String> known) {
        Map<String, JsonNode> others = new TreeMap<>();
        object.properties().forEach(member -> {
            if (!known.contains(member.getKey()) && !member.getValue().isNull()) {
                others.put(member.getKey(), member.getValue());
            }
        });
        if (!others.isEmpty()) {
            put(owner, FIELDS, owner.objectNode().setAll(others));
        }
    }

    /** Puts the members that were kept beside an object on what is made of it. */
    static void giveBack(JsonNode owner, ObjectNode made) {
        of(owner).path(FIELDS).properties().forEach(member -> made.set(member.getKey(), member.getValue()));
    }

    /** Whether an object has no members but these. */
    static boolean none(JsonNode object, Set<String> known) {
        return object.properties().stream()
                .allMatch(member ->
                        known.contains(member.getKey()) || member.getValue().isNull());
    }
}
