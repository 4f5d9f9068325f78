package gateway.api.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.Fields;
import gateway.api.SealedThought;
import gateway.api.Signatures;
import java.util.LinkedHashMap;
import java.util.Map;

/** The model's turn, put together of items that stand by themselves here and are one canonical message. Used once. */
final class ModelTurn {

    private final ObjectMapper mapper;
    private final ArrayNode words;
    private final ArrayNode calls;
    /** By the ids under which they were told. */
    private final Map<String, ObjectNode> pictures = new LinkedHashMap<>();

    private final ArrayNode thoughts;
    private final ObjectNode signatures;
    private final ObjectNode extra;
    private final StringBuilder thought = new StringBuilder();

    ModelTurn(ObjectMapper mapper) {
        this.mapper = mapper;
        this.words = mapper.createArrayNode();
        this.calls = mapper.createArrayNode();
        this.thoughts = mapper.createArrayNode();
        this.signatures = mapper.createObjectNode();
        this.extra = mapper.createObjectNode();
    }

    void say(JsonNode content, String path) {
        if (content.isTextual()) {
            say(content.textValue());
        }
        int index = 0;
        for (JsonNode part : content) {
            String at = path + '[' + index++ + ']';
            String refusal = Fields.text(part, "refusal", at + ".refusal");
            say(refusal == null ? Fields.requiredText(part, "text", at + ".text") : refusal);
        }
    }

    private void say(String text) {
        // Vendors take no text that is empty.
        if (!text.isEmpty()) {
            words.addObject().put("type", "text").put("text", text);
        }
    }

    void call(JsonNode item, String path, String arguments) {
        String id = Fields.requiredText(item, "call_id", path + ".call_id");
        ObjectNode call = calls.addObject().put("id", id).put("type", "function");
        call.putObject("function").put("name", Tools.name(item, path)).put("arguments", arguments);
    }

    void show(JsonNode item, String path) {
        pictures.put(Fields.requiredText(item, "id", path + ".id"), PictureItem.read(item, path));
    }

    void think(JsonNode item) {
        JsonNode sealed = unseal(item);
        StringBuilder known = new StringBuilder(sealed.path("reasoning_content").asText(""));
        for (JsonNode block : sealed.path("thinking_blocks")) {
            if (block instanceof ObjectNode signed) {
                thoughts.add(signed.put("index", thoughts.size()));
                known.append(signed.path("thinking").asText(""));
            }
        }
        if (known.isEmpty()) {
            item.path("content").forEach(part -> known.append(part.path("text").asText("")));
        }
        thought.append(known);
    }

    /** Takes out what belongs to calls, to pictures and to the turn; what else there is, is of a thought. */
    JsonNode unseal(JsonNode item) {
        JsonNode sealed =
                SealedThought.open(mapper, item.path("encrypted_content").asText(""));
        if (sealed.path("signatures") instanceof ObjectNode of) {
            signatures.setAll(of);
        }
        if (sealed.path("extra_content") instanceof ObjectNode of) {
            extra.setAll(of);
        }
        return sealed;
    }

    /** Adds the message, if anything was said: thoughts alone are no turn. */
    void end(ArrayNode messages) {
        if (words.isEmpty() && calls.isEmpty() && pictures.isEmpty()) {
            return;
        }
        ObjectNode message = messages.addObject().put("role", "assistant").putNull("content");
        if (!words.isEmpty()) {
            message.set("content", words.size() == 1 ? words.get(0).get("text") : words);
        }
        if (!thought.isEmpty()) {
            message.put("reasoning_content", thought.toString());
        }
        if (!thoughts.isEmpty()) {
            message.set("thinking_blocks", thoughts);
        }
        if (!calls.isEmpty()) {
            message.set("tool_calls", calls);
        }
        if (!extra.isEmpty()) {
            Signatures.giveBack(extra, message);
            Signatures.leaveOutOthers(message);
        }
        calls.forEach(call -> giveBack(call.get("id").textValue(), (ObjectNode) call));
        pictures.forEach(this::giveBack);
        if (!pictures.isEmpty()) {
            message.putArray("images").addAll(pictures.values());
        }
    }

    private void giveBack(String id, ObjectNode signed) {
        if (signatures.get(id) instanceof ObjectNode signature) {
            Signatures.giveBack(signature, signed);
        }
    }
}
