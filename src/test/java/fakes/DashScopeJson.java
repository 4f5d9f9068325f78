package fakes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Messages of DashScope's own API. */
public final class DashScopeJson {

    /** Two calls of a tool. */
    public static final String CALLS = """
            {"output": {"choices": [{"finish_reason": "tool_calls", "message": {"role": "assistant", "content": "",
              "reasoning_content": "", "tool_calls": [
                {"index": 0, "id": "call_1", "type": "function", "function": {"name": "weather", "arguments": "{\\"city\\": \\"Rome\\"}"}},
                {"index": 1, "id": "call_2", "type": "function", "function": {"name": "weather", "arguments": "{\\"city\\": \\"Oslo\\"}"}}]}}]},
             "usage": {"input_tokens": 10, "output_tokens": 20, "total_tokens": 30}, "request_id": "r-1"}
            """;

    /** An answer in words. */
    public static final String DONE = """
            {"output": {"choices": [{"finish_reason": "stop", "message": {"role": "assistant",
              "content": "Rain in Rome, snow in Oslo."}}]},
             "usage": {"input_tokens": 10, "output_tokens": 20, "total_tokens": 30}, "request_id": "r-9"}
            """;

    private static final ObjectMapper JSON = new ObjectMapper();

    private DashScopeJson() {}

    /** The same message as the events that its vendor streams: without blank lines, and the pieces of a call with empty ids. */
    public static String stream(String message) {
        try {
            JsonNode whole = JSON.readTree(message);
            JsonNode choice = whole.at("/output/choices/0");
            StringBuilder events = new StringBuilder();
            int id = 1;
            for (String word : choice.at("/message/content").asText().split("(?<= )")) {
                add(events, id++, whole, delta(word), "null");
            }
            for (JsonNode call : choice.at("/message/tool_calls")) {
                String arguments = call.at("/function/arguments").asText();
                ObjectNode begun = call.deepCopy();
                begun.withObject("/function").put("arguments", arguments.substring(0, 3));
                ObjectNode rest = JSON.createObjectNode().put("id", "").put("type", "function");
                rest.set("index", call.get("index"));
                rest.putObject("function").put("arguments", arguments.substring(3));
                for (ObjectNode piece : new ObjectNode[] {begun, rest}) {
                    ObjectNode delta = delta("");
                    delta.putArray("tool_calls").add(piece);
                    add(events, id++, whole, delta, "null");
                }
            }
            add(events, id, whole, delta(""), choice.path("finish_reason").asText());
            return events + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode delta(String text) {
        return JSON.createObjectNode().put("role", "assistant").put("content", text);
    }

    private static void add(StringBuilder events, int id, JsonNode whole, ObjectNode delta, String finish) {
        ObjectNode event = JSON.createObjectNode();
        ObjectNode choice = event.putObject("output").putArray("choices").addObject();
        choice.put("finish_reason", finish).set("message", delta);
        event.set("usage", whole.get("usage"));
        event.set("request_id", whole.get("request_id"));
        events.append("id:")
                .append(id)
                .append("\nevent:result\n:HTTP_STATUS/200\ndata:")
                .append(event)
                .append('\n');
    }
}
