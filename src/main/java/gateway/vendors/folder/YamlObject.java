package gateway.vendors.folder;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A YAML map that is read field by field. A value of the wrong kind is noted as a fault and replaced by a fallback, so that
 * the faults after it are found too; what nobody asked for is unknown.
 */
final class YamlObject {

    private static final Pattern DECIMAL = Pattern.compile("\\d{1,9}(\\.\\d{1,6})?");
    private static final Pattern WHOLE = Pattern.compile("\\d{1,9}");
    private static final Pattern DURATION = Pattern.compile("\\d{1,6}(ms|s|m|h)");

    private final String file;
    private final String path;
    private final Node node;
    private final Faults faults;
    private final Map<String, Node> fields = new LinkedHashMap<>();
    private final Map<String, Node> keys = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();

    /** @param path how messages name the fields of this map, for example {@code models[0].}; empty at the root */
    YamlObject(String file, String path, Node node, Faults faults) {
        this.file = file;
        this.path = path;
        this.node = node;
        this.faults = faults;
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(this::put);
        } else {
            String name = path.isEmpty() ? "the file" : path.substring(0, path.length() - 1);
            faults.add(file, node, name + " must be a map of fields, got " + YamlText.show(node));
        }
    }

    private void put(NodeTuple field) {
        ScalarNode key = (ScalarNode) field.getKeyNode();
        fields.put(key.getValue(), field.getValueNode());
        keys.put(key.getValue(), key);
    }

    /** The value of a field, whatever it is; null when the field is missing. */
    @Nullable
    Node node(String name) {
        asked.add(name);
        return fields.get(name);
    }

    boolean has(String name) {
        return node(name) != null;
    }

    /** Names of all fields, in their order. For maps whose field names are data. */
    Set<String> names() {
        return fields.keySet();
    }

    void fault(String name, String message) {
        Node at = keys.getOrDefault(name, node);
        faults.add(file, at, path + name + ' ' + message);
    }

    void missing(String name, String what) {
        asked.add(name);
        faults.add(file, node, path + name + " is missing: " + what);
    }

    /** The text of a field that has to match; the fallback when it is missing or does not. */
    @Nullable
    String text(String name, Pattern pattern, String what, @Nullable String fallback) {
        Node value = node(name);
        if (value == null) {
            return fallback;
        }
        if (value instanceof ScalarNode scalar
                && pattern.matcher(scalar.getValue()).matches()) {
            return scalar.getValue();
        }
        faults.add(file, value, path + name + " must be " + what + ", got " + YamlText.show(value));
        return fallback;
    }

    /** As {@link #text}, for a field that must be there; a fault and empty text otherwise. */
    String requiredText(String name, Pattern pattern, String what) {
        if (!has(name)) {
            missing(name, "it must be " + what);
        }
        String value = text(name, pattern, what, "");
        return value == null ? "" : value;
    }

    boolean flag(String name, boolean fallback) {
        String text = text(name, Pattern.compile("true|false"), "true or false", null);
        return text == null ? fallback : text.equals("true");
    }

    /** @param fallback null when the field must be there */
    BigDecimal decimal(String name, String what, @Nullable BigDecimal fallback) {
        if (fallback == null && !has(name)) {
            missing(name, "it must be " + what);
        }
        String text = text(name, DECIMAL, what, null);
        if (text != null) {
            return new BigDecimal(text);
        }
        return fallback == null ? BigDecimal.ZERO : fallback;
    }

    /** @param fallback null when the field must be there */
    int whole(String name, String what, int least, @Nullable Integer fallback) {
        if (fallback == null && !has(name)) {
            missing(name, "it must be " + what);
        }
        String text = text(name, WHOLE, what, null);
        if (text != null && Integer.parseInt(text) >= least) {
            return Integer.parseInt(text);
        }
        if (text != null) {
            fault(name, "must be " + what + ", got " + text);
        }
        return fallback == null ? least : fallback;
    }

    Duration duration(String name, Duration fallback) {
        String what = "a time above zero with its unit, such as 500ms, 60s or 2m";
        String text = text(name, DURATION, what, null);
        if (text == null) {
            return fallback;
        }
        Duration duration = DurationStyle.SIMPLE.parse(text);
        if (duration.isZero()) {
            fault(name, "must be " + what + ", got " + text);
            return fallback;
        }
        return duration;
    }

    /** The map in a field; null when the field is missing or holds something else. */
    @Nullable
    YamlObject object(String name) {
        Node value = node(name);
        if (value == null) {
            return null;
        }
        YamlObject object = new YamlObject(file, path + name + '.', value, faults);
        return value instanceof MappingNode ? object : null;
    }

    /** The items of a list; empty when the field is missing or holds something else. */
    List<Node> list(String name, String what) {
        Node value = node(name);
        if (value instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        if (value != null) {
            faults.add(file, value, path + name + " must be " + what + ", got " + YamlText.show(value));
        }
        return List.of();
    }

    /** The maps in a list. */
    List<YamlObject> objects(String name, String what) {
        List<YamlObject> objects = new ArrayList<>();
        for (Node item : list(name, what)) {
            objects.add(new YamlObject(file, path + name + '[' + objects.size() + "].", item, faults));
        }
        return objects;
    }

    /** The last thing to do with a map: every field that was never asked for is a fault. */
    void rejectUnknown() {
        for (Map.Entry<String, Node> field : keys.entrySet()) {
            if (!asked.contains(field.getKey())) {
                String hint = ClosestName.hint(field.getKey(), asked);
                String known = hint.isEmpty() ? "; known are " + String.join(", ", asked) : hint;
                faults.add(file, field.getValue(), "unknown field `" + path + field.getKey() + "`" + known);
            }
        }
    }
}
