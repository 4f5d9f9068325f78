package gateway.api.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Google's schemas as JSON Schema. They write types in capitals, say {@code nullable}, and may write numbers as strings;
 * what a schema holds that is no schema, such as a default, stays as it is.
 */
final class Schemas {

    /** Google writes them without the sign. */
    private static final Map<String, String> RENAMED = Map.of("ref", "$ref", "defs", "$defs");

    /** Formats of numbers and enumerations, which JSON Schema has no word for. */
    private static final Set<String> OWN_FORMATS = Set.of("enum", "int32", "int64", "float", "double");

    /** Whether objects have no members beside those that are named. */
    private final boolean closed;

    Schemas(boolean closed) {
        this.closed = closed;
    }

    JsonNode plain(JsonNode schema) {
        if (!(schema instanceof ObjectNode object)) {
            return schema;
        }
        ObjectNode plain = object.objectNode();
        object.properties().forEach(field -> {
            String name = CamelCase.camel(field.getKey());
            add(plain, name, field.getValue());
        });
        if (object.path("nullable").asBoolean()) {
            allowNull(plain);
        }
        if (closed && plain.has("properties") && !plain.has("additionalProperties")) {
            plain.put("additionalProperties", false);
        }
        return plain;
    }

    private void add(ObjectNode plain, String name, JsonNode value) {
        switch (name) {
            case "nullable", "propertyOrdering" -> {
                // said otherwise, or of no use to others
            }
            case "type" -> addType(plain, value);
            case "format" -> {
                if (!OWN_FORMATS.contains(value.asText())) {
                    plain.set(name, value);
                }
            }
            case "example" -> plain.putArray("examples").add(value);
            case "items", "additionalProperties", "not" -> plain.set(name, plain(value));
            case "anyOf", "oneOf", "allOf", "prefixItems" -> plain.set(name, each(value));
            case "properties", "defs", "$defs" -> plain.set(RENAMED.getOrDefault(name, name), byName(value));
            case "minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties" ->
                plain.set(name, count(value));
            default -> plain.set(RENAMED.getOrDefault(name, name), value);
        }
    }

    private static void addType(ObjectNode plain, JsonNode type) {
        if (!type.isTextual()) {
            plain.set("type", type);
        } else if (!type.textValue().equals("TYPE_UNSPECIFIED")) {
            plain.put("type", type.textValue().toLowerCase(Locale.ROOT));
        }
    }

    private JsonNode each(JsonNode schemas) {
        if (!(schemas instanceof ArrayNode array)) {
            return schemas;
        }
        ArrayNode plain = array.arrayNode(array.size());
        array.forEach(schema -> plain.add(plain(schema)));
        return plain;
    }

    /** The names are the caller's own. */
    private JsonNode byName(JsonNode schemas) {
        if (!(schemas instanceof ObjectNode object)) {
            return schemas;
        }
        ObjectNode plain = object.objectNode();
        object.properties().forEach(field -> plain.set(field.getKey(), plain(field.getValue())));
        return plain;
    }

    private static void allowNull(ObjectNode plain) {
        JsonNode type = plain.path("type");
        if (type.isTextual()) {
            plain.putArray("type").add(type).add("null");
        } else if (plain.get("anyOf") instanceof ArrayNode choices) {
            choices.addObject().put("type", "null");
        }
        if (plain.get("enum") instanceof ArrayNode values) {
            plain.set("enum", values.deepCopy().addNull());
        }
    }

    private static JsonNode count(JsonNode value) {
        try {
            return value instanceof TextNode text ? LongNode.valueOf(Long.parseLong(text.textValue())) : value;
        } catch (NumberFormatException e) {
            return value;
        }
    }
}
