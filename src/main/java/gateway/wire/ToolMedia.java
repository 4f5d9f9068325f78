package gateway.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes pictures and documents out of what tools have returned, for vendors whose tools can return text only: they follow in
 * one message of the user, after all results of the turn, each with a word on the call that it belongs to.
 */
final class ToolMedia {

    private ToolMedia() {}

    /** Changes the canonical request in place. */
    static void putBeside(ObjectNode request) {
        ArrayNode told = request.arrayNode();
        ArrayNode beside = request.arrayNode();
        for (JsonNode message : request.path("messages")) {
            boolean result = "tool".equals(message.path("role").textValue());
            if (!result) {
                beside = tell(beside, told);
            } else if (message.path("content").isArray()) {
                split((ObjectNode) message, beside);
            }
            told.add(message);
        }
        tell(beside, told);
        request.set("messages", told);
    }

    private static ArrayNode tell(ArrayNode beside, ArrayNode messages) {
        if (beside.isEmpty()) {
            return beside;
        }
        messages.addObject().put("role", "user").set("content", beside);
        return messages.arrayNode();
    }

    private static void split(ObjectNode result, ArrayNode beside) {
        List<String> texts = new ArrayList<>();
        List<JsonNode> media = new ArrayList<>();
        for (JsonNode part : result.path("content")) {
            if (part.path("text").isTextual()) {
                texts.add(part.path("text").textValue());
            } else {
                media.add(part);
            }
        }
        if (media.isEmpty()) {
            return;
        }
        String call = result.path("tool_call_id").asText();
        beside.addObject().put("type", "text").put("text", "Returned by the tool for call " + call + ":");
        media.forEach(beside::add);
        result.put("content", texts.isEmpty() ? "See the next message of the user." : String.join("\n", texts));
    }
}
