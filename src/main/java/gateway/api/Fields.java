package gateway.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.fault.GatewayException;
import gateway.wire.BrokenJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Reads a caller's request as a tree; what is wrong is named by the path the caller would use. */
public final class Fields {

    private Fields() {}

    /** @throws GatewayException when the body is no JSON object */
    public static ObjectNode body(ObjectMapper mapper, byte[] body) {
        try {
            if (mapper.readTree(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw BrokenJson.of(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw GatewayException.invalid(null, "The body must be a JSON object.");
    }

    /** The text in a field; null when the field is missing or null. */
    public static @Nullable String text(JsonNode object, String name, String path) {
        JsonNode value = object.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw wrong(path, "must be a string");
        }
        return value.textValue();
    }

    public static String requiredText(JsonNode object, String name, String path) {
        String text = text(object, name, path);
        if (text == null) {
            throw wrong(path, "is missing");
        }
        return text;
    }

    /** The object in a field; null when the field is missing or null. */
    public static @Nullable ObjectNode object(JsonNode object, String name, String path) {
        JsonNode value = object.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (value instanceof ObjectNode found) {
            return found;
        }
        throw wrong(path, "must be an object");
    }

    /** The items of an array; none when the field is missing or null. */
    public static Iterable<JsonNode> items(JsonNode object, String name, String path) {
        JsonNode value = object.get(name);
        if (value == null || value.isNull()) {
            return java.util.List.of();
        }
        if (!value.isArray()) {
            throw wrong(path, "must be an array");
        }
        return value;
    }

    /** @param problem what is wrong with the field, such as {@code must be a string} */
    public static GatewayException wrong(String path, String problem) {
        return GatewayException.invalid(path, "The field '" + path + "' " + problem + ".");
    }

    /** For dialects in which an answer is one: the others of several would be lost, or run together with it. */
    public static void refuseChoices(JsonNode request) {
        if (request.path("n").asInt(1) > 1) {
            throw wrong("n", "must be 1: an answer in this dialect is one");
        }
    }
}
