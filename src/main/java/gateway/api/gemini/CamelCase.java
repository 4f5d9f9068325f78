package gateway.api.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/**
 * Protobuf's JSON allows {@code snake_case} beside {@code camelCase}, and null for what is not given; clients send all of it.
 * Everything becomes the latter, and what is null is left out.
 */
final class CamelCase {

    /** What stands in these is the caller's own. */
    private static final Set<String> OWN = Set.of(
            "args",
            "response",
            "parameters",
            "parametersJsonSchema",
            "responseSchema",
            "responseJsonSchema",
            "labels",
            "partMetadata");

    private CamelCase() {}

    static JsonNode of(JsonNode value) {
        if (value instanceof ArrayNode array) {
            ArrayNode items = array.arrayNode(array.size());
            array.forEach(item -> items.add(of(item)));
            return items;
        }
        if (!(value instanceof ObjectNode object)) {
            return value;
        }
        ObjectNode fields = object.objectNode();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String name = camel(field.getKey());
            if (!field.getValue().isNull()) {
                fields.set(name, OWN.contains(name) ? field.getValue() : of(field.getValue()));
            }
        }
        return fields;
    }

    static String camel(String name) {
        if (name.indexOf('_') < 0) {
            return name;
        }
        StringBuilder camel = new StringBuilder(name.length());
        boolean upper = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '_') {
                upper = true;
            } else {
                camel.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        return camel.toString();
    }
}
