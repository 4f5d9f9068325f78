package gateway.api.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The caller's own request, for a vendor of the same dialect: nothing of it is lost on the way through another. Contents that
 * canonical messages say as well are left out, for pictures are large.
 */
final class Original {

    private Original() {}

    /** @param request in camel case and without nulls; it is not changed */
    static ObjectNode of(ObjectNode request) {
        ObjectNode original = request.objectNode();
        original.setAll(request);
        ArrayNode contents = sent(request.path("contents"));
        if (saysMoreThanMessages(contents)) {
            original.set("contents", contents);
        } else {
            original.remove("contents");
        }
        return original;
    }

    /** Google does not take back the empty text with which it ends its own streams. */
    private static ArrayNode sent(JsonNode contents) {
        ArrayNode sent = ((ArrayNode) contents).arrayNode();
        for (JsonNode content : contents) {
            ObjectNode kept = ((ObjectNode) content).objectNode();
            kept.setAll((ObjectNode) content);
            ArrayNode parts = kept.putArray("parts");
            for (JsonNode part : content.path("parts")) {
                boolean empty = part.path("text").asText("-").isEmpty() && !part.has("thoughtSignature");
                if (!empty) {
                    parts.add(part);
                }
            }
            if (!parts.isEmpty()) {
                sent.add(kept);
            }
        }
        return sent;
    }

    private static boolean saysMoreThanMessages(ArrayNode contents) {
        for (JsonNode content : contents) {
            for (JsonNode part : content.get("parts")) {
                if (!isPlain(part, content.path("role").asText("user").equals("model"))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isPlain(JsonNode part, boolean ofModel) {
        if (part.size() != 1) {
            return false;
        }
        JsonNode data = part.path("inlineData");
        boolean picture = data.size() == 2 && data.path("mimeType").asText().startsWith("image/") && data.has("data");
        return part.path("text").isTextual() || (picture && !ofModel);
    }
}
