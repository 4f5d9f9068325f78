package gateway.delivery.forms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/** Anthropic's messages. */
public final class AnthropicForm implements Form {

    private static final Map<String, String> ENDS =
            Map.of("tools", "tool_use", "stop", "end_turn", "length", "max_tokens", "filter", "refusal");

    private static final Map<String, Integer> BUDGETS = Map.of("low", 1024, "medium", 8192, "high", 24576);

    @Override
    public Set<Word> lacks() {
        return Set.of(Word.MARKS, Word.REASONING);
    }

    @Override
    public ObjectNode asked(JsonNode talk) {
        ObjectNode request = JSON.createObjectNode();
        Form.copy(talk, "system", request, "system");
        ArrayNode messages = request.putArray("messages");
        for (JsonNode turn : talk.get("turns")) {
            switch (turn.get("by").textValue()) {
                case "user" -> turn.get("said").forEach(piece -> said(piece, content(messages, "user")));
                case "model" -> model(turn, content(messages, "assistant"));
                default -> turn.get("results").forEach(result -> result(result, content(messages, "user")));
            }
        }
        for (JsonNode tool : talk.path("tools")) {
            ObjectNode declared = request.withArray("tools").addObject();
            declared.set("name", tool.get("name"));
            declared.set("description", tool.get("description"));
            declared.set("input_schema", tool.get("schema"));
        }
        if (talk.has("choice")) {
            String choice = talk.get("choice").textValue();
            boolean named = choice.startsWith("tool_");
            ObjectNode wanted = request.putObject("tool_choice").put("type", named ? "tool" : choice);
            if (named) {
                wanted.put("name", choice);
            }
        }
        Form.copy(talk, "stop", request, "stop_sequences");
        Form.copy(talk, "temperature", request, "temperature");
        Form.copy(talk, "top_p", request, "top_p");
        Form.copy(talk, "most", request, "max_tokens");
        if (talk.has("effort")) {
            ObjectNode thinking = request.putObject("thinking").put("type", "enabled");
            thinking.put("budget_tokens", BUDGETS.get(talk.get("effort").textValue()));
        }
        if (talk.has("schema")) {
            ObjectNode format = request.putObject("output_config").putObject("format");
            format.put("type", "json_schema").set("schema", talk.get("schema"));
        }
        return request;
    }

    /** The blocks of the last message, if it is of that role, else of a new one. */
    private static ArrayNode content(ArrayNode messages, String role) {
        JsonNode last = messages.path(messages.size() - 1);
        return last.path("role").asText().equals(role)
                ? (ArrayNode) last.get("content")
                : messages.addObject().put("role", role).putArray("content");
    }

    private static void said(JsonNode piece, ArrayNode content) {
        if (piece.has("text")) {
            content.addObject().put("type", "text").set("text", piece.get("text"));
            return;
        }
        ObjectNode source = content.addObject().put("type", "image").putObject("source");
        String data = piece.get("picture").textValue().substring("data:image/png;base64,".length());
        source.put("type", "base64").put("media_type", "image/png").put("data", data);
    }

    private static void model(JsonNode turn, ArrayNode content) {
        if (turn.has("thought")) {
            ObjectNode block = content.addObject().put("type", "thinking");
            block.set("thinking", turn.get("thought").get("text"));
            block.set("signature", turn.get("thought").get("signature"));
        }
        if (turn.has("text")) {
            said(turn, content);
        }
        for (JsonNode call : turn.path("calls")) {
            ObjectNode block = content.addObject().put("type", "tool_use");
            block.set("id", call.get("id"));
            block.set("name", call.get("name"));
            block.set("input", call.get("arguments"));
        }
    }

    private static void result(JsonNode result, ArrayNode content) {
        ObjectNode block = content.addObject().put("type", "tool_result");
        block.set("tool_use_id", result.get("id"));
        block.set("content", result.get("text"));
        Form.copy(result, "failed", block, "is_error");
    }

    @Override
    public ObjectNode heard(JsonNode request) {
        Heard heard = new Heard();
        ObjectNode talk = heard.talk();
        Form.copy(request, "system", talk, "system");
        for (JsonNode message : request.get("messages")) {
            hear(message, heard);
        }
        request.path("tools").forEach(tool -> heard.tool(tool, "input_schema"));
        JsonNode choice = request.path("tool_choice");
        heard.choice(choice.path(choice.has("name") ? "name" : "type").asText());
        Form.copy(request, "stop_sequences", talk, "stop");
        Form.copy(request, "temperature", talk, "temperature");
        Form.copy(request, "top_p", talk, "top_p");
        Form.copy(request, "max_tokens", talk, "most");
        Form.copy(request.path("output_config"), "effort", talk, "effort");
        BUDGETS.forEach((effort, budget) -> {
            if (request.at("/thinking/budget_tokens").asInt() == budget) {
                talk.put("effort", effort);
            }
        });
        Form.copy(request.at("/output_config/format"), "schema", talk, "schema");
        return talk;
    }

    private static void hear(JsonNode message, Heard heard) {
        JsonNode content = message.get("content");
        boolean ofModel = message.get("role").textValue().equals("assistant");
        if (ofModel) {
            heard.model(words(content));
        } else if (content.isTextual()) {
            heard.text(content.textValue());
        }
        for (JsonNode block : content) {
            switch (block.get("type").textValue()) {
                case "thinking" -> heard.thought(block.get("thinking"), block.get("signature"));
                case "tool_use" -> call(block, heard);
                case "tool_result" ->
                    heard.result(
                            block.get("tool_use_id").textValue(),
                            block.get("content").textValue(),
                            block.path("is_error").asBoolean());
                case "image" -> {
                    JsonNode source = block.get("source");
                    heard.picture("data:" + source.get("media_type").textValue() + ";base64,"
                            + source.get("data").textValue());
                }
                default -> {
                    if (!ofModel) {
                        heard.text(block.get("text").textValue());
                    }
                }
            }
        }
    }

    private static void call(JsonNode block, Heard heard) {
        heard.call(block.get("id").textValue(), block.get("name").textValue(), block.get("input"));
    }

    private static String words(JsonNode content) {
        StringBuilder words = new StringBuilder(content.asText());
        content.forEach(block -> words.append(block.path("text").asText("")));
        return words.toString();
    }

    @Override
    public ObjectNode answered(JsonNode answer) {
        ObjectNode reply = JSON.createObjectNode().put("id", "msg_r").put("type", "message");
        reply.put("role", "assistant").put("model", "m");
        ArrayNode content = reply.putArray("content");
        if (answer.has("thought")) {
            ObjectNode block = content.addObject().put("type", "thinking").put("signature", "c2ln");
            block.set("thinking", answer.get("thought"));
        }
        model(((ObjectNode) answer).deepCopy().without("thought"), content);
        reply.put("stop_reason", ENDS.get(answer.get("end").textValue())).putNull("stop_sequence");
        JsonNode counts = answer.get("usage");
        ObjectNode usage = reply.putObject("usage");
        usage.put(
                "input_tokens",
                counts.get("prompt").intValue() - counts.get("cached").intValue());
        usage.set("cache_read_input_tokens", counts.get("cached"));
        usage.set("output_tokens", counts.get("completion"));
        return reply;
    }

    @Override
    public ObjectNode told(JsonNode reply) {
        JsonNode content = reply.get("content");
        Heard heard = new Heard();
        heard.model(words(content));
        StringBuilder thought = new StringBuilder();
        for (JsonNode block : content) {
            thought.append(block.path("thinking").asText(""));
            if (block.get("type").textValue().equals("tool_use")) {
                call(block, heard);
            }
        }
        JsonNode usage = reply.get("usage");
        int cached = usage.get("cache_read_input_tokens").intValue();
        return heard.answer(
                thought.toString(),
                Heard.end(ENDS, reply.get("stop_reason").textValue()),
                usage.get("input_tokens").intValue() + cached,
                cached,
                usage.get("output_tokens").intValue(),
                JSON.missingNode());
    }
}
