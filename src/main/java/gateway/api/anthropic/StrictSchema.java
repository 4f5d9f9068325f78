package gateway.api.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/**
 * Whether a schema keeps the rules of OpenAI's strict mode, by which every property is required and no other allowed. One
 * that does not would be refused there; it can still be asked for without that mode.
 */
final class StrictSchema {

    private StrictSchema() {}

    static boolean is(JsonNode schema) {
        if (!schema.isObject()) {
            return true;
        }
        if (schema.has("properties") || "object".equals(schema.path("type").asText())) {
            Set<String> required = new HashSet<>();
            schema.path("required").forEach(name -> required.add(name.asText()));
            JsonNode others = schema.path("additionalProperties");
            boolean closed = others.isBoolean() && !others.booleanValue();
            for (var property : schema.path("properties").properties()) {
                closed &= required.contains(property.getKey());
            }
            if (!closed) {
                return false;
            }
        }
        return allOf(schema.path("properties"))
                && allOf(schema.path("$defs"))
                && allOf(schema.path("definitions"))
                && allOf(schema.path("anyOf"))
                && is(schema.path("items"));
    }

    private static boolean allOf(JsonNode schemas) {
        for (JsonNode schema : schemas) {
            if (!is(schema)) {
                return false;
            }
        }
        return true;
    }
}
