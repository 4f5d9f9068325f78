package gateway.api.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A canonical reply as a message of blocks. */
final class MessageReply {

    private static final String PREFIX = "msg_";

    private MessageReply() {}

    static ObjectNode of(JsonNode canonical, ObjectMapper mapper) {
        JsonNode choice = canonical.path("choices").path(0);
        ObjectNode reply = envelope(
                mapper, canonical.path("id").asText(), canonical.path("model").asText());
        ArrayNode content = (ArrayNode) reply.get("content");
        JsonNode message = choice.path("message");
        think(message, content);
        for (String field : new String[] {"content", "refusal"}) {
            if (message.path(field).isTextual()
                    && !message.path(field).textValue().isEmpty()) {
                content.addObject().put("type", "text").set("text", message.get(field));
            }
        }
        for (JsonNode call : message.path("tool_calls")) {
            JsonNode function = call.path("function");
            content.addObject()
                    .put("type", "tool_use")
                    .put("id", call.path("id").asText())
                    .put("name", function.path("name").asText())
                    .set("input", input(function.path("arguments").asText(""), mapper));
        }
        String met = choice.path("stop_reason").textValue();
        reply.put("stop_reason", reason(choice.path("finish_reason").textValue(), met))
                .put("stop_sequence", met);
        reply.set("usage", usage(canonical.path("usage"), mapper));
        return reply;
    }

    /** A message without content. */
    static ObjectNode envelope(ObjectMapper mapper, String id, String model) {
        ObjectNode message = mapper.createObjectNode();
        message.put("id", id.startsWith(PREFIX) ? id : PREFIX + id);
        message.put("type", "message").put("role", "assistant").put("model", model);
        message.putArray("content");
        return message.putNull("stop_reason").putNull("stop_sequence");
    }

    private static void think(JsonNode message, ArrayNode content) {
        for (JsonNode block : message.path("thinking_blocks")) {
            ObjectNode thought = block.deepCopy();
            thought.remove("index");
            content.add(thought);
        }
        if (content.isEmpty() && message.path("reasoning_content").isTextual()) {
            // Nobody has signed it, so nobody wants it back.
            content.addObject()
                    .put("type", "thinking")
                    .put("thinking", message.get("reasoning_content").textValue())
                    .put("signature", "");
        }
    }

    /** Models sometimes write arguments that are no JSON: the caller gets what they wrote. */
    private static JsonNode input(String arguments, ObjectMapper mapper) {
        try {
            JsonNode read = arguments.isBlank() ? mapper.createObjectNode() : mapper.readTree(arguments);
            if (read.isObject()) {
                return read;
            }
        } catch (IOException e) {
            // told below
        }
        return mapper.createObjectNode().put("arguments", arguments);
    }

    static String reason(@Nullable String finish, @Nullable String met) {
        return switch (finish == null ? "" : finish) {
            case "length" -> "max_tokens";
            case "tool_calls", "function_call" -> "tool_use";
            case "content_filter" -> "refusal";
            default -> met == null ? "end_turn" : "stop_sequence";
        };
    }

    /** Here the parts of the input do not hold one another. */
    static ObjectNode usage(JsonNode usage, ObjectMapper mapper) {
        JsonNode details = usage.path("prompt_tokens_details");
        long read = details.path("cached_tokens").asLong();
        long written = details.path("cache_write_tokens").asLong();
        return mapper.createObjectNode()
                .put("input_tokens", Math.max(0, usage.path("prompt_tokens").asLong() - read - written))
                .put("cache_creation_input_tokens", written)
                .put("cache_read_input_tokens", read)
                .put("output_tokens", usage.path("completion_tokens").asLong());
    }
}
