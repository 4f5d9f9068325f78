package gateway.api.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.SealedThought;

/**
 * The caller's own request, for a vendor of the same dialect: nothing of it is lost on the way through another. Contents that
 * canonical messages say as well are left out, for pictures are large.
 */
final class Original {

    private Original() {}

    /** @param request in camel case and without nulls; it is not changed */
    static ObjectNode of(ObjectMapper mapper, ObjectNode request) {
        ObjectNode original = request.objectNode();
        original.setAll(request);
        ArrayNode contents = sent(mapper, request.path("contents"));
        if (saysMoreThanMessages(contents)) {
            original.set("contents", contents);
        } else {
            original.remove("contents");
        }
        return original;
    }

    /** Google does not take back the empty text with which it ends its own streams, nor a signature that is not its own. */
    private static ArrayNode sent(ObjectMapper mapper, JsonNode contents) {
        ArrayNode sent = ((ArrayNode) contents).arrayNode();
        for (JsonNode content : contents) {
            ObjectNode kept = ((ObjectNode) content).objectNode();
            kept.setAll((ObjectNode) content);
            ArrayNode parts = kept.putArray("parts");
            for (JsonNode given : content.path("parts")) {
                JsonNode part = unsealed(mapper, given);
                boolean silent = part.path("text").asText("-").isEmpty() && !part.has("thoughtSignature");
                if (!silent && !part.isEmpty()) {
                    parts.add(part);
                }
            }
            if (!parts.isEmpty()) {
                sent.add(kept);
            }
        }
        return sent;
    }

    private static JsonNode unsealed(ObjectMapper mapper, JsonNode part) {
        String signature = part.path("thoughtSignature").asText("");
        return SealedThought.open(mapper, signature).isObject()
                ? ((ObjectNode) part).deepCopy().without("thoughtSignature")
                : part;
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
