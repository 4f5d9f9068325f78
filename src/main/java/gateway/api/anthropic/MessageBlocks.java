package gateway.api.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.Fields;
import java.util.ArrayList;
import java.util.List;

/** Messages made of blocks to canonical ones, which keep tool calls, results and thoughts apart from what was said. */
final class MessageBlocks {

    private final ObjectMapper mapper;
    private final ArrayNode messages;

    MessageBlocks(ObjectMapper mapper, ArrayNode messages) {
        this.mapper = mapper;
        this.messages = messages;
    }

    void system(JsonNode content, String path) {
        messages.addObject().put("role", "system").set("content", said(content, path));
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
            case "assistant" -> assistant(content, path + ".content");
            case "system" -> system(content, path + ".content");
            default -> throw Fields.wrong(path + ".role", "must be user, assistant or system");
        }
    }

    /** Tool results are messages of their own, before the rest of the turn; pictures in them come with the rest. */
    private void user(JsonNode content, String path) {
        ArrayNode rest = mapper.createArrayNode();
        if (content.isTextual()) {
            messages.addObject().put("role", "user").set("content", content);
            return;
        }
        int index = 0;
        for (JsonNode block : content) {
            String at = path + '[' + index++ + ']';
            if ("tool_result".equals(type(block, at))) {
                result(block, at, rest);
            } else {
                rest.add(part(block, at));
            }
        }
        if (!rest.isEmpty()) {
            messages.addObject().put("role", "user").set("content", rest);
        }
    }

    private void result(JsonNode block, String path, ArrayNode rest) {
        ObjectNode message = messages.addObject().put("role", "tool");
        message.put("tool_call_id", Fields.requiredText(block, "tool_use_id", path + ".tool_use_id"));
        JsonNode content = block.path("content");
        List<String> texts = new ArrayList<>();
        if (content.isTextual()) {
            texts.add(content.textValue());
        }
        int index = 0;
        for (JsonNode inner : content.isArray() ? content : mapper.createArrayNode()) {
            String at = path + ".content[" + index++ + ']';
            if ("text".equals(type(inner, at))) {
                texts.add(Fields.requiredText(inner, "text", at + ".text"));
            } else {
                rest.add(part(inner, at));
            }
        }
        message.put("content", String.join("\n", texts));
        if (block.path("is_error").asBoolean()) {
            message.put("is_error", true);
        }
        MessagesRequest.set(message, "cache_control", block.get("cache_control"));
    }

    private void assistant(JsonNode content, String path) {
        ObjectNode message = messages.addObject().put("role", "assistant").putNull("content");
        if (content.isTextual()) {
            message.set("content", content);
            return;
        }
        ArrayNode words = mapper.createArrayNode();
        ArrayNode calls = mapper.createArrayNode();
        ArrayNode thoughts = mapper.createArrayNode();
        StringBuilder thought = new StringBuilder();
        int index = 0;
        for (JsonNode block : content) {
            String at = path + '[' + index++ + ']';
            switch (type(block, at)) {
                case "tool_use" -> calls.add(call(block, at));
                case "thinking", "redacted_thinking" -> {
                    thoughts.add(((ObjectNode) block).deepCopy().put("index", thoughts.size()));
                    thought.append(block.path("thinking").asText(""));
                }
                default -> words.add(part(block, at));
            }
        }
        boolean plain =
                words.size() == 1 && words.get(0).size() == 2 && words.get(0).has("text");
        MessagesRequest.set(message, "content", plain ? words.get(0).get("text") : words.isEmpty() ? null : words);
        if (!thought.isEmpty()) {
            message.put("reasoning_content", thought.toString());
        }
        MessagesRequest.set(message, "thinking_blocks", thoughts.isEmpty() ? null : thoughts);
        MessagesRequest.set(message, "tool_calls", calls.isEmpty() ? null : calls);
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

    private JsonNode said(JsonNode content, String path) {
        if (content.isTextual()) {
            return content;
        }
        ArrayNode parts = mapper.createArrayNode();
        int index = 0;
        for (JsonNode block : content) {
            parts.add(part(block, path + '[' + index++ + ']'));
        }
        return parts;
    }

    private ObjectNode part(JsonNode block, String path) {
        ObjectNode part = mapper.createObjectNode();
        switch (type(block, path)) {
            case "text" -> part.put("type", "text").put("text", Fields.requiredText(block, "text", path + ".text"));
            case "image" -> part.put("type", "image_url").putObject("image_url").put("url", source(block, path));
            case "document" -> document(block, path, part);
            default -> throw Fields.wrong(path + ".type", "is not a kind of block that is known here");
        }
        MessagesRequest.set(part, "cache_control", block.get("cache_control"));
        return part;
    }

    private static void document(JsonNode block, String path, ObjectNode part) {
        JsonNode source = block.path("source");
        if ("text".equals(source.path("type").asText())) {
            part.put("type", "text").put("text", Fields.requiredText(source, "data", path + ".source.data"));
            return;
        }
        ObjectNode file = part.put("type", "file").putObject("file").put("file_data", source(block, path));
        MessagesRequest.set(file, "filename", block.get("title"));
    }

    /** A data URL, or the address as it is: what is behind it is the vendor's to fetch. */
    private static String source(JsonNode block, String path) {
        ObjectNode source = Fields.object(block, "source", path + ".source");
        if (source == null) {
            throw Fields.wrong(path + ".source", "is missing");
        }
        return switch (Fields.requiredText(source, "type", path + ".source.type")) {
            case "url" -> Fields.requiredText(source, "url", path + ".source.url");
            case "base64" ->
                "data:" + Fields.requiredText(source, "media_type", path + ".source.media_type") + ";base64,"
                        + Fields.requiredText(source, "data", path + ".source.data");
            default -> throw Fields.wrong(path + ".source.type", "must be base64 or url");
        };
    }

    private static String type(JsonNode block, String path) {
        if (!block.isObject()) {
            throw Fields.wrong(path, "must be an object");
        }
        return Fields.requiredText(block, "type", path + ".type");
    }
}
