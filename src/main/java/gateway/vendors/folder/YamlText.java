package gateway.vendors.folder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Text to YAML nodes, which know their lines. No object is ever built from a tag, so YAML stays data. */
final class YamlText {

    /** A full route with its steps and options is 8 deep. */
    private static final int DEEPEST = 20;

    private static final Set<Tag> PLAIN_TAGS =
            Set.of(Tag.MAP, Tag.SEQ, Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.TIMESTAMP, Tag.MERGE);

    private YamlText() {}

    /** The root of the only document in the text; null after a fault was noted. */
    static @Nullable Node parse(String file, String text, Faults faults) {
        LoaderOptions options = new LoaderOptions();
        // An alias of a map can be made to stand for a billion others; a folder has no need of one.
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(DEEPEST);
        options.setCodePointLimit(FolderFiles.LARGEST_FILE_BYTES);
        try {
            Node root = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
            if (root == null) {
                faults.add(file, 0, "is empty");
                return null;
            }
            return isPlain(file, root, faults) ? root : null;
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            faults.add(file, line, "is not valid YAML: " + e.getProblem());
        } catch (YAMLException e) {
            faults.add(file, 0, "is not valid YAML: " + e.getMessage());
        }
        return null;
    }

    /** Whether the tree holds nothing but maps with distinct text keys, lists and scalars of the standard types. */
    private static boolean isPlain(String file, Node node, Faults faults) {
        boolean plain = PLAIN_TAGS.contains(node.getTag());
        if (!plain) {
            faults.add(
                    file,
                    node,
                    "tag " + YamlText.show(node.getTag().getValue()) + " is not allowed: write plain values");
        }
        if (node instanceof ScalarNode scalar && isAmbiguous(scalar)) {
            faults.add(file, node, show(node) + " reads otherwise than it looks: write true, false, 0.5, or quote it");
            plain = false;
        }
        if (node instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                plain &= isPlain(file, item, faults);
            }
        } else if (node instanceof MappingNode mapping) {
            Set<String> names = new HashSet<>();
            for (NodeTuple field : mapping.getValue()) {
                plain &= isName(file, field.getKeyNode(), names, faults) && isPlain(file, field.getValueNode(), faults);
            }
        }
        return plain;
    }

    /** YAML takes {@code yes} for true and {@code 0644} for 420; JSON, which vendors get, knows neither. */
    private static boolean isAmbiguous(ScalarNode scalar) {
        Tag tag = scalar.getTag();
        String value = scalar.getValue();
        boolean number = tag.equals(Tag.INT) || tag.equals(Tag.FLOAT);
        return (tag.equals(Tag.BOOL) && !value.matches("true|false"))
                || (number && !value.matches("-?(0|[1-9]\\d{0,17})(\\.\\d{1,18})?"));
    }

    private static boolean isName(String file, Node key, Set<String> names, Faults faults) {
        if (!(key instanceof ScalarNode name)) {
            faults.add(file, key, "a field name must be text, got " + show(key));
            return false;
        }
        if (!names.add(name.getValue())) {
            faults.add(file, key, "field `" + name.getValue() + "` stands here a second time: remove one");
            return false;
        }
        return true;
    }

    /** The JSON value that a node stands for. Numbers stay exact. */
    static JsonNode json(Node node) {
        JsonNodeFactory factory = JsonNodeFactory.instance;
        if (node instanceof MappingNode mapping) {
            ObjectNode object = factory.objectNode();
            for (NodeTuple field : mapping.getValue()) {
                object.set(((ScalarNode) field.getKeyNode()).getValue(), json(field.getValueNode()));
            }
            return object;
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = factory.arrayNode();
            sequence.getValue().forEach(item -> array.add(json(item)));
            return array;
        }
        String value = ((ScalarNode) node).getValue();
        if (node.getTag().equals(Tag.NULL)) {
            return factory.nullNode();
        }
        if (node.getTag().equals(Tag.BOOL)) {
            return factory.booleanNode(value.equals("true"));
        }
        if (node.getTag().equals(Tag.INT)) {
            return factory.numberNode(new BigInteger(value));
        }
        if (node.getTag().equals(Tag.FLOAT)) {
            return factory.numberNode(new BigDecimal(value));
        }
        return factory.textNode(value);
    }

    /** How a value is shown in a message: short, and never when it looks like a credential. */
    static String show(Node node) {
        if (node instanceof MappingNode) {
            return "a map";
        }
        if (node instanceof SequenceNode) {
            return "a list";
        }
        return show(((ScalarNode) node).getValue());
    }

    static String show(String value) {
        if (Secrets.in(value)) {
            return "something that looks like a credential";
        }
        return '"' + (value.length() > 60 ? value.substring(0, 60) + "..." : value) + '"';
    }
}
