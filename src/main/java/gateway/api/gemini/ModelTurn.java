package gateway.api.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.Fields;
import gateway.api.SealedThought;
import gateway.api.Signatures;

/** One turn of the model, gathered from its parts into a canonical message. */
final class ModelTurn {

    private final ObjectMapper mapper;
    private final ObjectNode message;

    /** @param message empty, among the messages already */
    ModelTurn(ObjectMapper mapper, ObjectNode message) {
        this.mapper = mapper;
        this.message = message.put("role", "assistant").putNull("content");
    }

    void text(JsonNode part) {
        boolean thought = part.path("thought").asBoolean();
        String field = thought ? "reasoning_content" : "content";
        String text = part.get("text").textValue();
        if (!thought || !text.isEmpty()) {
            message.put(field, message.path(field).asText("") + text);
        }
        sign(part);
    }

    /** What the model did at its vendor; others are told of it in words. */
    void told(JsonNode words, JsonNode part) {
        message.put("content", message.path("content").asText("") + '\n' + words.asText("") + '\n');
        sign(part);
    }

    void call(ObjectNode call, JsonNode part) {
        if (message.path("content").asText("").isEmpty()) {
            message.putNull("content");
        }
        message.withArray("tool_calls").add(call);
        sign(call, part);
    }

    /** Other kinds of data a model has never made a part of its own of. */
    void picture(ObjectNode picture, JsonNode part, String path) {
        if (!picture.path("type").asText().equals("image_url")) {
            throw Fields.wrong(path, "is not a kind of part that is known here in what a model said");
        }
        ArrayNode images = message.withArray("images");
        images.add(picture);
        sign(picture, part);
    }

    /** A signature of a part without anything else belongs to the turn, as one of a text does. */
    void sign(JsonNode part) {
        sign(message, part);
    }

    private void sign(ObjectNode owner, JsonNode part) {
        JsonNode signature = part.path("thoughtSignature");
        JsonNode sealed = SealedThought.open(mapper, signature.asText(""));
        if (sealed.isObject()) {
            sealed.path("thinking_blocks").forEach(this::giveBack);
            if (sealed.path("extra_content") instanceof ObjectNode extra) {
                Signatures.giveBack(extra, message);
            }
        } else if (signature.isTextual()) {
            owner.withObject("extra_content").withObject("google").set("thought_signature", signature);
        }
    }

    /** Of several seals each has numbered its own thoughts. */
    private void giveBack(JsonNode block) {
        if (block instanceof ObjectNode signed) {
            ArrayNode thoughts = message.withArray("thinking_blocks");
            thoughts.add(signed.put("index", thoughts.size()));
        }
    }
}
