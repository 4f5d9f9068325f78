package gateway.delivery.forms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/** OpenAI's chat completions. */
public class OpenAiForm implements Form {

    private static final Map<String, String> ENDS =
            Map.of("tools", "tool_calls", "stop", "stop", "length", "length", "filter", "content_filter");

    private final Set<Word> lacks;

    /** @param lacks what those do not know who know no more than OpenAI; the canonical dialect has fields for it */
    public OpenAiForm(Word... lacks) {
        this.lacks = Set.of(lacks);
    }

    @Override
    public Set<Word> lacks() {
        return lacks;
    }

    @Override
    public ObjectNode asked(JsonNode talk) {
        ObjectNode request = JSON.createObjectNode();
        ArrayNode messages = request.putArray("messages");
        if (talk.has("system")) {
            messages.addObject().put("role", "system").set("content", talk.get("system"));
        }
        for (JsonNode turn : talk.get("turns")) {
            switch (turn.get("by").textValue()) {
                case "user" -> messages.addObject().put("role", "user").set("content", parts(turn.get("said")));
                case "model" -> model(turn, messages.addObject());
                default -> turn.get("results").forEach(result -> result(result, messages.addObject()));
            }
        }
        for (JsonNode tool : talk.path("tools")) {
            ObjectNode function = request.withArray("tools")
                    .addObject()
                    .put("type", "function")
                    .putObject("function");
            function.set("name", tool.get("name"));
            function.set("description", tool.get("description"));
            function.set("parameters", tool.get("schema"));
        }
        choose(talk.path("choice").asText(), request);
        Form.copy(talk, "stop", request, "stop");
        Form.copy(talk, "temperature", request, "temperature");
        Form.copy(talk, "top_p", request, "top_p");
        Form.copy(talk, "most", request, "max_completion_tokens");
        Form.copy(talk, "effort", request, "reasoning_effort");
        if (talk.has("schema")) {
            ObjectNode format = request.putObject("response_format").put("type", "json_schema");
            format.putObject("json_schema").put("name", "answer").set("schema", talk.get("schema"));
        }
        return request;
    }

    private static ArrayNode parts(JsonNode said) {
        ArrayNode parts = JSON.createArrayNode();
        for (JsonNode piece : said) {
            ObjectNode part = parts.addObject();
            if (piece.has("text")) {
                part.put("type", "text").set("text", piece.get("text"));
            } else {
                part.put("type", "image_url").putObject("image_url").set("url", piece.get("picture"));
            }
        }
        return parts;
    }

    private static void model(JsonNode turn, ObjectNode message) {
        message.put("role", "assistant").set("content", turn.get("text"));
        if (turn.has("thought")) {
            ObjectNode block = message.putArray("thinking_blocks")
                    .addObject()
                    .put("index", 0)
                    .put("type", "thinking");
            block.set("thinking", turn.get("thought").get("text"));
            block.set("signature", turn.get("thought").get("signature"));
        }
        for (JsonNode call : turn.path("calls")) {
            ObjectNode made = message.withArray("tool_calls").addObject().put("type", "function");
            made.set("id", call.get("id"));
            ObjectNode function = made.putObject("function");
            function.set("name", call.get("name"));
            function.put("arguments", call.get("arguments").toString());
            if (call.has("mark")) {
                made.withObject("extra_content").withObject("google").set("thought_signature", call.get("mark"));
            }
        }
    }

    private static void result(JsonNode result, ObjectNode message) {
        message.put("role", "tool").set("tool_call_id", result.get("id"));
        message.set("content", result.get("text"));
        Form.copy(result, "failed", message, "is_error");
    }

    private static void choose(String choice, ObjectNode request) {
        switch (choice) {
            case "" -> {
                // the vendor's own
            }
            case "any" -> request.put("tool_choice", "required");
            case "auto", "none" -> request.put("tool_choice", choice);
            default -> {
                ObjectNode wanted = request.putObject("tool_choice").put("type", "function");
                wanted.putObject("function").put("name", choice);
            }
        }
    }

    @Override
    public ObjectNode heard(JsonNode request) {
        Heard heard = new Heard();
        for (JsonNode message : request.get("messages")) {
            switch (message.get("role").textValue()) {
                case "system" -> heard.system(message.get("content").textValue());
                case "user" -> said(message.get("content"), heard);
                case "assistant" -> {
                    heard.model(message.path("content").asText(""));
                    calls(message, heard);
                }
                default ->
                    heard.result(
                            message.get("tool_call_id").textValue(),
                            message.get("content").asText(),
                            false);
            }
        }
        for (JsonNode tool : request.path("tools")) {
            JsonNode function = tool.get("function");
            heard.tool(function, "parameters");
        }
        JsonNode choice = request.path("tool_choice");
        heard.choice(choice.isObject() ? choice.at("/function/name").textValue() : choice.asText());
        ObjectNode talk = heard.talk();
        Form.copy(request, "stop", talk, "stop");
        Form.copy(request, "temperature", talk, "temperature");
        Form.copy(request, "top_p", talk, "top_p");
        Form.copy(request, request.has("max_tokens") ? "max_tokens" : "max_completion_tokens", talk, "most");
        Form.copy(request, "reasoning_effort", talk, "effort");
        Form.copy(request.at("/response_format/json_schema"), "schema", talk, "schema");
        return talk;
    }

    private static void said(JsonNode content, Heard heard) {
        if (content.isTextual()) {
            heard.text(content.textValue());
        }
        for (JsonNode part : content) {
            if (part.get("type").textValue().equals("text")) {
                heard.text(part.get("text").textValue());
            } else {
                heard.picture(part.at("/image_url/url").textValue());
            }
        }
    }

    private static void calls(JsonNode message, Heard heard) {
        for (JsonNode call : message.path("tool_calls")) {
            JsonNode function = call.get("function");
            heard.call(
                    call.get("id").textValue(),
                    function.get("name").textValue(),
                    Form.json(function.get("arguments").textValue()));
        }
    }

    @Override
    public ObjectNode answered(JsonNode answer) {
        ObjectNode reply = JSON.createObjectNode().put("id", "r").put("object", "chat.completion");
        reply.put("created", 1).put("model", "m");
        ObjectNode choice = reply.putArray("choices").addObject().put("index", 0);
        model(((ObjectNode) answer).deepCopy().without("thought"), choice.putObject("message"));
        Form.copy(answer, "thought", (ObjectNode) choice.get("message"), "reasoning_content");
        choice.put("finish_reason", ENDS.get(answer.get("end").textValue()));
        JsonNode counts = answer.get("usage");
        ObjectNode usage = reply.putObject("usage");
        usage.set("prompt_tokens", counts.get("prompt"));
        usage.set("completion_tokens", counts.get("completion"));
        usage.put(
                "total_tokens",
                counts.get("prompt").intValue() + counts.get("completion").intValue());
        Form.copy(counts, "cached", usage.putObject("prompt_tokens_details"), "cached_tokens");
        Form.copy(counts, "reasoning", usage.putObject("completion_tokens_details"), "reasoning_tokens");
        return reply;
    }

    @Override
    public ObjectNode told(JsonNode reply) {
        JsonNode choice = reply.get("choices").get(0);
        JsonNode message = choice.get("message");
        Heard heard = new Heard();
        heard.model(message.path("content").asText(""));
        calls(message, heard);
        JsonNode usage = reply.get("usage");
        return heard.answer(
                message.path("reasoning_content").asText(""),
                Heard.end(ENDS, choice.get("finish_reason").textValue()),
                usage.get("prompt_tokens").intValue(),
                usage.at("/prompt_tokens_details/cached_tokens").intValue(),
                usage.get("completion_tokens").intValue(),
                usage.at("/completion_tokens_details/reasoning_tokens"));
    }
}
