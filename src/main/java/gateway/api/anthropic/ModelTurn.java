package gateway.api.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.Fields;
import gateway.api.Pictures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The model's turn as a canonical message, which keeps tool calls and thoughts apart from what was said. Where that loses the
 * order of blocks, or a block, they travel along as they are. Used once.
 */
final class ModelTurn {

    /** Kinds of blocks that the canonical form knows, in its own order, and their members. */
    private static final Map<String, Integer> ORDER =
            Map.of("thinking", 0, "redacted_thinking", 0, "text", 1, "tool_use", 2);

    private static final Set<String> MEMBERS =
            Set.of("type", "text", "thinking", "signature", "data", "id", "name", "input", "cache_control");

    private final ObjectMapper mapper;
    private final BlockParts parts;
    private final CarriedMarks carried;
    private final ArrayNode words;
    private final ArrayNode calls;
    private final ArrayNode pictures;
    private final ArrayNode thoughts;
    private final ArrayNode own;
    private final StringBuilder thought = new StringBuilder();
    private final List<ObjectNode> marks = new ArrayList<>();

    ModelTurn(ObjectMapper mapper) {
        this.mapper = mapper;
        this.parts = new BlockParts(mapper);
        this.carried = new CarriedMarks(mapper);
        this.words = mapper.createArrayNode();
        this.calls = mapper.createArrayNode();
        this.pictures = mapper.createArrayNode();
        this.thoughts = mapper.createArrayNode();
        this.own = mapper.createArrayNode();
    }

    void read(JsonNode content, String path, ObjectNode message) {
        if (content.isTextual()) {
            message.set("content", content);
            return;
        }
        int index = 0;
        for (JsonNode block : content) {
            add(block, path + '[' + index++ + ']');
        }
        if (words.size() == 1 && words.get(0).size() == 2 && words.get(0).has("text")) {
            message.set("content", words.get(0).get("text"));
        } else if (!words.isEmpty()) {
            message.set("content", words);
        } else if (calls.isEmpty()) {
            // Vendors want either words or calls.
            message.put("content", "");
        }
        if (!thought.isEmpty()) {
            message.put("reasoning_content", thought.toString());
        }
        MessagesRequest.set(message, "thinking_blocks", thoughts.isEmpty() ? null : thoughts);
        MessagesRequest.set(message, "images", pictures.isEmpty() ? null : pictures);
        MessagesRequest.set(message, "tool_calls", calls.isEmpty() ? null : calls);
        marks.forEach(mark -> CarriedMarks.giveBack(mark, message));
        if (!usual()) {
            Extras.put(message, Extras.CONTENT, own);
        }
    }

    private void add(JsonNode block, String path) {
        switch (BlockParts.type(block, path)) {
            case "tool_use" -> calls.add(call(block, path));
            case "thinking", "redacted_thinking" -> {
                if (!think(block)) {
                    return;
                }
            }
            case "text" -> {
                String text = Fields.requiredText(block, "text", path + ".text");
                if (text.isBlank()) {
                    // What a model has said between calls at times, and no vendor takes back.
                    return;
                }
                if (Pictures.isTold(text)) {
                    // It was no text before it was told here: no vendor reads it as one.
                    pictures.add(Pictures.read(text));
                    return;
                }
                words.add(parts.part(block, path));
            }
            case "image", "document", "search_result" -> words.add(parts.part(block, path));
            default -> {
                // A kind that only this dialect knows, such as a search of the vendor's: it goes back to it as it is.
            }
        }
        own.add(block);
    }

    /** Whether the thought is one that its vendor has signed. */
    private boolean think(JsonNode block) {
        thought.append(block.path("thinking").asText(""));
        ObjectNode mark = carried.read(block);
        if (mark != null) {
            marks.add(mark);
            return false;
        }
        if (block.path("data").asText("").isEmpty()
                && block.path("signature").asText("").isEmpty()) {
            return false;
        }
        thoughts.add(((ObjectNode) block).deepCopy().put("index", thoughts.size()));
        return true;
    }

    private ObjectNode call(JsonNode block, String path) {
        ObjectNode call = mapper.createObjectNode();
        call.put("id", Fields.requiredText(block, "id", path + ".id")).put("type", "function");
        ObjectNode function = call.putObject("function");
        function.put("name", Fields.requiredText(block, "name", path + ".name"));
        ObjectNode input = Fields.object(block, "input", path + ".input");
        function.put("arguments", input == null ? "{}" : input.toString());
        MessagesRequest.set(call, "cache_control", block.get("cache_control"));
        return call;
    }

    /** Whether the canonical form holds all of it: thoughts, then words, then calls, with no member that is new. */
    private boolean usual() {
        int before = 0;
        for (JsonNode block : own) {
            int at = ORDER.getOrDefault(block.path("type").asText(), -1);
            if (at < before || !Extras.none(block, MEMBERS)) {
                return false;
            }
            before = at;
        }
        return true;
    }
}
