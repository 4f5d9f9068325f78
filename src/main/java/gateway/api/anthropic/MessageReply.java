package gateway.api.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.Pictures;
import java.io.IOException;

/** A canonical reply as a message of blocks. */
final class MessageReply {

    private static final String PREFIX = "msg_";

    private final ObjectMapper mapper;
    private final CarriedMarks carried;

    MessageReply(ObjectMapper mapper) {
        this.mapper = mapper;
        this.carried = new CarriedMarks(mapper);
    }

    ObjectNode of(JsonNode canonical) {
        JsonNode choice = canonical.path("choices").path(0);
        JsonNode message = choice.path("message");
        ObjectNode reply =
                envelope(canonical.path("id").asText(), canonical.path("model").asText());
        ArrayNode content = (ArrayNode) reply.get("content");
        JsonNode own = Extras.of(message).path(Extras.CONTENT);
        StopReason stop = new StopReason();
        stop.read(choice);
        stop.told(message);
        if (own.isArray()) {
            content.addAll((ArrayNode) own);
        } else {
            think(message, content);
            say(message.path("content"), content);
            say(message.path("refusal"), content);
            ObjectNode mark = carried.block(message);
            if (mark != null) {
                // Behind the words: many clients read no block but the first.
                content.add(mark);
            }
            show(message, content);
            call(message, reply.get("id").textValue(), content);
        }
        stop.write(reply);
        reply.set("usage", usage(canonical.path("usage")));
        return reply;
    }

    /** A message without content. */
    ObjectNode envelope(String id, String model) {
        ObjectNode message = mapper.createObjectNode();
        message.put("id", id.startsWith(PREFIX) ? id : PREFIX + id);
        message.put("type", "message").put("role", "assistant").put("model", model);
        message.putArray("content");
        return message.putNull("stop_reason").putNull("stop_sequence");
    }

    private static void think(JsonNode message, ArrayNode content) {
        for (JsonNode block : message.path("thinking_blocks")) {
            if (block instanceof ObjectNode whole) {
                content.add(whole.deepCopy().without("index"));
            }
        }
        if (content.isEmpty() && message.path("reasoning_content").isTextual()) {
            // Nobody has signed it, so nobody wants it back.
            content.addObject()
                    .put("type", "thinking")
                    .put("thinking", message.get("reasoning_content").textValue())
                    .put("signature", "");
        }
    }

    /** Some vendors answer with parts, as callers may ask with. */
    private static void say(JsonNode words, ArrayNode content) {
        if (words.isArray()) {
            words.forEach(part -> say(part.path("text"), content));
        } else if (words.isTextual() && !words.textValue().isEmpty()) {
            content.addObject().put("type", "text").set("text", words);
        }
    }

    /** There is no block for a picture that a model has made: it is told in words, in a block of its own. */
    private void show(JsonNode message, ArrayNode content) {
        int number = 0;
        for (JsonNode picture : message.path("images")) {
            ObjectNode mark = carried.block(picture, number++);
            if (mark != null) {
                content.add(mark);
            }
            content.addObject().put("type", "text").put("text", Pictures.told(picture));
        }
    }

    private void call(JsonNode message, String messageId, ArrayNode content) {
        int number = 0;
        for (JsonNode call : message.path("tool_calls")) {
            String id = callId(call, messageId, number++);
            ObjectNode mark = carried.block(call, id);
            if (mark != null) {
                content.add(mark);
            }
            JsonNode function = call.path("function");
            content.addObject()
                    .put("type", "tool_use")
                    .put("id", id)
                    .put("name", function.path("name").asText())
                    .set("input", input(function.path("arguments").asText("")));
        }
    }

    /** Its own, or one that no other call of the conversation has. */
    static String callId(JsonNode call, String messageId, int number) {
        String id = call.path("id").asText("");
        return id.isEmpty() ? "toolu_" + messageId + '_' + number : id;
    }

    /** Models sometimes write arguments that are no JSON: the caller gets what they wrote. */
    private JsonNode input(String arguments) {
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

    /** Here the parts of the input do not hold one another. */
    ObjectNode usage(JsonNode usage) {
        JsonNode details = usage.path("prompt_tokens_details");
        long read = details.path("cached_tokens").asLong();
        long written = details.path("cache_write_tokens").asLong();
        ObjectNode told = mapper.createObjectNode()
                .put("input_tokens", Math.max(0, usage.path("prompt_tokens").asLong() - read - written))
                .put("cache_creation_input_tokens", written)
                .put("cache_read_input_tokens", read)
                .put("output_tokens", usage.path("completion_tokens").asLong());
        Extras.giveBack(usage, told);
        return told;
    }
}
