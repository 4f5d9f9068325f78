package gateway.vendors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where fields stand in a request: {@code seed}, or one inside another, {@code messages.content.file}. Arrays on the way are
 * walked through, so that it names the field in every message and in every part. A field that is null counts as left out.
 *
 * @param steps names from the outermost field inwards
 * @param value the only value that is meant, as text; null when any is
 * @param mark what stands in the text of every request that has it, unless it is written with escapes
 */
public record FieldPath(List<String> steps, @Nullable String value, String mark) {

    /** How a path is written. */
    public static final Pattern FORM = Pattern.compile(
            "[A-Za-z_][A-Za-z0-9_-]{0,79}(\\.[A-Za-z_][A-Za-z0-9_-]{0,79}){0,7}(=[A-Za-z0-9._:-]{1,80})?");

    /** @param text of the form {@link #FORM}, for example {@code tools.type=custom} */
    public static FieldPath of(String text) {
        int equals = text.indexOf('=');
        String value = equals < 0 ? null : text.substring(equals + 1);
        List<String> steps = List.of((equals < 0 ? text : text.substring(0, equals)).split("\\."));
        return new FieldPath(steps, value, value == null ? '"' + steps.getLast() + '"' : value);
    }

    /** The outermost field. */
    public String top() {
        return steps.getFirst();
    }

    /** Whether it names a top-level field, whatever its value. */
    public boolean isTop() {
        return steps.size() == 1 && value == null;
    }

    /** The field's name in a message to a caller. */
    public String field() {
        return String.join(".", steps);
    }

    /** For people: {@code the field 'tools.type' with the value 'custom'}. */
    public String words() {
        return "the field '" + field() + "'" + (value == null ? "" : " with the value '" + value + "'");
    }

    /** Whether whatever this names is named by the other, too. */
    public boolean isWithin(FieldPath other) {
        return other.steps.size() <= steps.size()
                && steps.subList(0, other.steps.size()).equals(other.steps)
                && (other.value == null || (other.steps.size() == steps.size() && other.value.equals(value)));
    }

    /** Whether a request has it. */
    public boolean isIn(JsonNode request) {
        return find(request, 0, false);
    }

    /** Takes it out of a request, wherever it stands; false when it stands nowhere. */
    public boolean removeFrom(JsonNode request) {
        return find(request, 0, true);
    }

    private boolean find(JsonNode node, int step, boolean remove) {
        if (node.isArray()) {
            boolean found = false;
            for (JsonNode item : node) {
                found |= find(item, step, remove);
                if (found && !remove) {
                    return true;
                }
            }
            return found;
        }
        if (!(node instanceof ObjectNode object)) {
            return false;
        }
        JsonNode next = object.get(steps.get(step));
        if (next == null) {
            return false;
        }
        if (step < steps.size() - 1) {
            return find(next, step + 1, remove);
        }
        boolean meant = value == null ? remove || !next.isNull() : next.isValueNode() && value.equals(next.asText());
        if (meant && remove) {
            object.remove(steps.get(step));
        }
        return meant;
    }
}
