package gateway.delivery.forms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** OpenAI's responses, which callers speak and no vendor here. Its sealed thoughts are the gateway's own and not told here. */
public final class ResponsesForm implements Form {

    @Override
    public Set<Word> lacks() {
        return Set.of(Word.THOUGHTS, Word.MARKS, Word.FAILED, Word.STOP);
    }

    @Override
    public ObjectNode asked(JsonNode talk) {
        ObjectNode request = JSON.createObjectNode();
        Form.copy(talk, "system", request, "instructions");
        ArrayNode input = request.putArray("input");
        for (JsonNode turn : talk.get("turns")) {
            switch (turn.get("by").textValue()) {
                case "user" -> user(turn, input);
                case "model" -> model(turn, input);
                default ->
                    turn.get("results").forEach(result -> {
                        ObjectNode item = input.addObject().put("type", "function_call_output");
                        item.set("call_id", result.get("id"));
                        item.set("output", result.get("text"));
                    });
            }
        }
        for (JsonNode tool : talk.path("tools")) {
            ObjectNode declared = request.withArray("tools").addObject().put("type", "function");
            declared.set("name", tool.get("name"));
            declared.set("description", tool.get("description"));
            declared.set("parameters", tool.get("schema"));
        }
        String choice = talk.path("choice").asText();
        if (choice.startsWith("tool_")) {
            request.putObject("tool_choice").put("type", "function").put("name", choice);
        } else if (!choice.isEmpty()) {
            request.put("tool_choice", choice.equals("any") ? "required" : choice);
        }
        Form.copy(talk, "temperature", request, "temperature");
        Form.copy(talk, "top_p", request, "top_p");
        Form.copy(talk, "most", request, "max_output_tokens");
        if (talk.has("effort")) {
            request.putObject("reasoning").set("effort", talk.get("effort"));
        }
        if (talk.has("schema")) {
            ObjectNode format = request.putObject("text").putObject("format");
            format.put("type", "json_schema").put("name", "answer").set("schema", talk.get("schema"));
        }
        return request;
    }

    private static void user(JsonNode turn, ArrayNode input) {
        ArrayNode content = input.addObject().put("role", "user").putArray("content");
        for (JsonNode piece : turn.get("said")) {
            if (piece.has("text")) {
                content.addObject().put("type", "input_text").set("text", piece.get("text"));
            } else {
                content.addObject().put("type", "input_image").set("image_url", piece.get("picture"));
            }
        }
    }

    private static void model(JsonNode turn, ArrayNode input) {
        if (turn.has("text")) {
            ArrayNode content = input.addObject()
                    .put("type", "message")
                    .put("role", "assistant")
                    .putArray("content");
            content.addObject().put("type", "output_text").set("text", turn.get("text"));
        }
        for (JsonNode call : turn.path("calls")) {
            ObjectNode item = input.addObject().put("type", "function_call");
            item.set("call_id", call.get("id"));
            item.set("name", call.get("name"));
            item.put("arguments", call.get("arguments").toString());
        }
    }

    @Override
    public ObjectNode heard(JsonNode request) {
        throw new UnsupportedOperationException("no vendor here speaks it");
    }

    @Override
    public ObjectNode answered(JsonNode answer) {
        throw new UnsupportedOperationException("no vendor here speaks it");
    }

    @Override
    public ObjectNode told(JsonNode reply) {
        StringBuilder words = new StringBuilder();
        StringBuilder thought = new StringBuilder();
        for (JsonNode item : reply.get("output")) {
            StringBuilder to = item.get("type").textValue().equals("reasoning") ? thought : words;
            item.path("content").forEach(part -> to.append(part.get("text").textValue()));
        }
        Heard heard = new Heard();
        heard.model(words.toString());
        boolean calling = false;
        for (JsonNode item : reply.get("output")) {
            if (item.get("type").textValue().equals("function_call")) {
                String id = item.get("call_id").textValue();
                String arguments = item.get("arguments").textValue();
                heard.call(id, item.get("name").textValue(), Form.json(arguments));
                calling = true;
            }
        }
        JsonNode usage = reply.get("usage");
        return heard.answer(
                thought.toString(),
                end(reply, calling),
                usage.get("input_tokens").intValue(),
                usage.at("/input_tokens_details/cached_tokens").intValue(),
                usage.get("output_tokens").intValue(),
                usage.at("/output_tokens_details/reasoning_tokens"));
    }

    private static String end(JsonNode reply, boolean calling) {
        if (reply.get("status").textValue().equals("completed")) {
            return calling ? "tools" : "stop";
        }
        String why = reply.at("/incomplete_details/reason").textValue();
        return why.equals("max_output_tokens") ? "length" : "filter";
    }
}
