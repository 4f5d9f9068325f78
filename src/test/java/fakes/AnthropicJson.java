package fakes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Messages of Anthropic's API. */
public final class AnthropicJson {

    /** Thoughts, words, and two calls of a tool. */
    public static final String CALLS = """
            {"id": "msg_1", "type": "message", "role": "assistant", "model": "claude-opus-5", "content": [
              {"type": "thinking", "thinking": "Two cities.", "signature": "SIG"},
              {"type": "redacted_thinking", "data": "ZW5j"},
              {"type": "text", "text": "Looking."},
              {"type": "tool_use", "id": "toolu_1", "name": "weather", "input": {"city": "Rome"}},
              {"type": "tool_use", "id": "toolu_2", "name": "weather", "input": {"city": "Oslo"}}],
             "stop_reason": "tool_use", "stop_sequence": null, "usage": {"input_tokens": 10, "output_tokens": 20}}
            """.replace("SIG", StrictAnthropic.SIGNATURE);

    /** An answer in words. */
    public static final String DONE = """
            {"id": "msg_9", "type": "message", "role": "assistant", "model": "claude-opus-5",
             "content": [{"type": "text", "text": "Rain in Rome, snow in Oslo."}],
             "stop_reason": "end_turn", "stop_sequence": null, "usage": {"input_tokens": 10, "output_tokens": 20}}
            """;

    private static final ObjectMapper JSON = new ObjectMapper();

    private AnthropicJson() {}

    /** The same message as the events that its vendor streams. */
    public static String stream(String message) {
        try {
            ObjectNode whole = (ObjectNode) JSON.readTree(message);
            JsonNode content = whole.remove("content");
            ObjectNode begun = whole.deepCopy();
            begun.putArray("content");
            begun.putNull("stop_reason");
            StringBuilder events = new StringBuilder();
            add(events, event("message_start").set("message", begun));
            for (int i = 0; i < content.size(); i++) {
                block(events, content.get(i), i);
            }
            ObjectNode last = event("message_delta");
            last.putObject("delta").putNull("stop_sequence").set("stop_reason", whole.get("stop_reason"));
            add(events, last.set("usage", whole.get("usage")));
            add(events, event("message_stop"));
            return events.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void block(StringBuilder events, JsonNode block, int index) {
        ObjectNode begun = block.deepCopy();
        ObjectNode start = event("content_block_start").put("index", index);
        start.set("content_block", begun);
        switch (block.path("type").asText()) {
            case "text" -> text(events, start, begun, block, index);
            case "thinking" -> {
                begun.put("thinking", "").put("signature", "");
                add(events, start);
                add(events, piece(index, "thinking_delta", "thinking", block));
                add(events, piece(index, "signature_delta", "signature", block));
            }
            case "tool_use" -> {
                begun.putObject("input");
                add(events, start);
                if (!block.path("input").isEmpty()) {
                    ObjectNode arguments = delta(index, "input_json_delta");
                    arguments
                            .withObject("delta")
                            .put("partial_json", block.path("input").toString());
                    add(events, arguments);
                }
            }
            default -> add(events, start);
        }
        add(events, event("content_block_stop").put("index", index));
    }

    private static void text(StringBuilder events, ObjectNode start, ObjectNode begun, JsonNode block, int index) {
        begun.put("text", "");
        if (begun.has("citations")) {
            begun.putArray("citations");
        }
        add(events, start);
        for (JsonNode citation : block.path("citations")) {
            ObjectNode cited = delta(index, "citations_delta");
            cited.withObject("delta").set("citation", citation);
            add(events, cited);
        }
        add(events, piece(index, "text_delta", "text", block));
    }

    private static ObjectNode piece(int index, String type, String field, JsonNode block) {
        ObjectNode event = delta(index, type);
        event.withObject("delta").set(field, block.path(field));
        return event;
    }

    private static ObjectNode delta(int index, String type) {
        ObjectNode event = event("content_block_delta").put("index", index);
        event.putObject("delta").put("type", type);
        return event;
    }

    private static ObjectNode event(String type) {
        return JSON.createObjectNode().put("type", type);
    }

    private static void add(StringBuilder events, JsonNode event) {
        events.append("event: ")
                .append(event.path("type").asText())
                .append("\ndata: ")
                .append(event)
                .append("\n\n");
    }
}
