package gateway.api.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.Fields;
import java.util.Set;

/** Messages made of blocks to canonical ones, in which each result of a tool is a message. */
final class MessageBlocks {

    private static final Set<String> OF_RESULT = Set.of("type", "tool_use_id", "content", "is_error", "cache_control");
    private static final Set<String> OF_PLAIN_TEXT = Set.of("type", "text");

    private final ObjectMapper mapper;
    private final BlockParts parts;
    private final ArrayNode messages;

    MessageBlocks(ObjectMapper mapper, ArrayNode messages) {
        this.mapper = mapper;
        this.parts = new BlockParts(mapper);
        this.messages = messages;
    }

    /** What stands above all messages. */
    void system(JsonNode content, String path) {
        if (!content.isTextual() && !content.isArray()) {
            throw Fields.wrong(path, "must be a string or an array of blocks");
        }
        if (!content.isEmpty() || !content.asText("").isEmpty()) {
            messages.addObject().put("role", "system").set("content", parts.of(content, path));
        }
    }

    void message(JsonNode message, String path) {
        if (!message.isObject()) {
            throw Fields.wrong(path, "must be an object");
        }
        JsonNode content = message.get("content");
        if (content == null || !(content.isTextual() || content.isArray())) {
            throw Fields.wrong(path + ".content", "must be a string or an array of blocks");
        }
        switch (Fields.requiredText(message, "role", path + ".role")) {
            case "user" -> user(content, path + ".content");
            case "assistant" -> {
                ObjectNode turn = messages.addObject().put("role", "assistant").putNull("content");
                new ModelTurn(mapper).read(content, path + ".content", turn);
            }
            case "system" -> {
                int before = messages.size();
                system(content, path + ".content");
                if (messages.size() > before) {
                    Extras.put(
                            (ObjectNode) messages.get(before),
                            "in_place",
                            mapper.getNodeFactory().booleanNode(true));
                }
            }
            default -> throw Fields.wrong(path + ".role", "must be user, assistant or system");
        }
    }

    /** Tool results are messages of their own, before the rest of the turn. */
    private void user(JsonNode content, String path) {
        ArrayNode rest = mapper.createArrayNode();
        if (content.isTextual()) {
            messages.addObject().put("role", "user").set("content", content);
            return;
        }
        int index = 0;
        for (JsonNode block : content) {
            String at = path + '[' + index++ + ']';
            if ("tool_result".equals(BlockParts.type(block, at))) {
                result(block, at);
            } else {
                rest.add(parts.part(block, at));
            }
        }
        if (!rest.isEmpty()) {
            messages.addObject().put("role", "user").set("content", rest);
        }
    }

    private void result(JsonNode block, String path) {
        ObjectNode message = messages.addObject().put("role", "tool");
        message.put("tool_call_id", Fields.requiredText(block, "tool_use_id", path + ".tool_use_id"));
        JsonNode content = block.path("content");
        if (content.isObject()) {
            throw Fields.wrong(path + ".content", "must be a string or an array of blocks");
        }
        if (content.isArray() && shows(content)) {
            message.set("content", parts.of(content, path + ".content"));
            Extras.keep(message, block, OF_RESULT);
        } else {
            message.put("content", content.isArray() ? parts.texts(content, path + ".content") : content.asText(""));
            boolean plain = content.isTextual()
                    || content.isEmpty()
                    || (content.size() == 1 && Extras.none(content.get(0), OF_PLAIN_TEXT));
            if (!plain || !Extras.none(block, OF_RESULT)) {
                Extras.put(message, Extras.BLOCK, block);
            }
        }
        if (block.path("is_error").asBoolean()) {
            message.put("is_error", true);
        }
        MessagesRequest.set(message, "cache_control", block.get("cache_control"));
    }

    /** Whether there is more than text; then the parts stay, in their order, and each vendor's mapping finds a place for them. */
    private static boolean shows(JsonNode content) {
        for (JsonNode block : content) {
            String type = block.path("type").asText();
            if (type.equals("image") || type.equals("document")) {
                return true;
            }
        }
        return false;
    }
}
