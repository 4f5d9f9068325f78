package gateway.api.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.Fields;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Items of an input to canonical messages: calls and thoughts that stand by themselves belong to the model's turn, until
 * somebody else speaks.
 */
final class InputItems {

    private final ObjectMapper mapper;
    private final ArrayNode messages;
    /** The model's turn that is being put together; null between them. */
    private @Nullable ModelTurn turn;

    InputItems(ObjectMapper mapper, ArrayNode messages) {
        this.mapper = mapper;
        this.messages = messages;
    }

    void add(JsonNode item, String path) {
        if (!item.isObject()) {
            throw Fields.wrong(path, "must be an object");
        }
        String type = Fields.text(item, "type", path + ".type");
        switch (type == null ? "message" : type) {
            case "message" -> message(item, path);
            case "function_call" ->
                turn().call(item, path, item.path("arguments").asText("{}"));
            case "custom_tool_call" ->
                turn().call(item, path, Tools.arguments(mapper, Fields.requiredText(item, "input", path + ".input")));
            case "function_call_output", "custom_tool_call_output" -> result(item, path);
            case PictureItem.TYPE -> turn().show(item, path);
            case "reasoning" -> turn().think(item);
            default -> throw Fields.wrong(path + ".type", "is not a kind of item that is known here");
        }
    }

    private void message(JsonNode item, String path) {
        String role = Fields.requiredText(item, "role", path + ".role");
        JsonNode content = textOrParts(item, "content", path);
        if (role.equals("assistant")) {
            turn().say(content, path + ".content");
            turn().unseal(item);
            return;
        }
        end();
        ObjectNode message = messages.addObject().put("role", role);
        message.set("content", content.isTextual() ? content : parts(content, path + ".content"));
    }

    private void result(JsonNode item, String path) {
        end();
        ObjectNode message = messages.addObject().put("role", "tool");
        message.put("tool_call_id", Fields.requiredText(item, "call_id", path + ".call_id"));
        JsonNode output = textOrParts(item, "output", path);
        message.set("content", output.isTextual() ? output : textOf(parts(output, path + ".output")));
    }

    /** Texts alone are one; among pictures and documents they keep their places, and each vendor's mapping finds one for all. */
    private JsonNode textOf(ArrayNode parts) {
        StringJoiner text = new StringJoiner("\n");
        for (JsonNode part : parts) {
            if (!part.has("text")) {
                return parts;
            }
            text.add(part.get("text").textValue());
        }
        return mapper.getNodeFactory().textNode(text.toString());
    }

    private ModelTurn turn() {
        ModelTurn current = turn;
        if (current == null) {
            current = new ModelTurn(mapper);
            turn = current;
        }
        return current;
    }

    /** Ends the model's turn, if it is on. */
    void end() {
        if (turn != null) {
            turn.end(messages);
            turn = null;
        }
    }

    private static JsonNode textOrParts(JsonNode item, String field, String path) {
        JsonNode content = item.path(field);
        if (!content.isTextual() && !content.isArray()) {
            throw Fields.wrong(path + '.' + field, "must be a string or an array of parts");
        }
        return content;
    }

    private ArrayNode parts(JsonNode content, String path) {
        ArrayNode parts = mapper.createArrayNode();
        int index = 0;
        for (JsonNode part : content) {
            part(part, path + '[' + index++ + ']', parts.addObject());
        }
        return parts;
    }

    private static void part(JsonNode part, String path, ObjectNode out) {
        switch (Fields.requiredText(part, "type", path + ".type")) {
            case "input_text", "output_text", "text" ->
                out.put("type", "text").put("text", Fields.requiredText(part, "text", path + ".text"));
            case "input_image" -> {
                ObjectNode url = out.put("type", "image_url").putObject("image_url");
                url.put("url", Fields.requiredText(part, "image_url", path + ".image_url"));
                ResponsesRequest.set(url, "detail", part.get("detail"));
            }
            case "input_file" -> {
                ObjectNode file = out.put("type", "file").putObject("file");
                ResponsesRequest.set(file, "filename", part.get("filename"));
                String data = Fields.text(part, "file_data", path + ".file_data");
                file.put("file_data", data == null ? Fields.requiredText(part, "file_url", path + ".file_url") : data);
            }
            case "input_audio" -> out.put("type", "input_audio").set("input_audio", part.path("input_audio"));
            default -> throw Fields.wrong(path + ".type", "is not a kind of part that is known here");
        }
    }
}
