package gateway.api.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.Fields;
import java.io.IOException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Items of an input to canonical messages: calls and thoughts that stand by themselves belong to the model's turn. */
final class InputItems {

    private final ObjectMapper mapper;
    private final ArrayNode messages;
    /** The model's turn that is being put together; null between them. */
    private @Nullable ObjectNode turn;

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
            case "function_call" -> call(item, path);
            case "function_call_output" -> result(item, path);
            case "reasoning" -> thought(item);
            default -> throw Fields.wrong(path + ".type", "is not a kind of item that is known here");
        }
    }

    private void message(JsonNode item, String path) {
        String role = Fields.requiredText(item, "role", path + ".role");
        JsonNode content = item.get("content");
        if (content == null || !(content.isTextual() || content.isArray())) {
            throw Fields.wrong(path + ".content", "must be a string or an array of parts");
        }
        if (role.equals("assistant")) {
            ObjectNode said = turn();
            StringBuilder text = new StringBuilder(said.path("content").asText(""));
            if (content.isTextual()) {
                text.append(content.textValue());
            }
            content.forEach(part -> text.append(part.path("text").asText(""))
                    .append(part.path("refusal").asText("")));
            said.put("content", text.toString());
            return;
        }
        turn = null;
        ObjectNode message = messages.addObject().put("role", role);
        message.set("content", content.isTextual() ? content : parts(content, path + ".content"));
    }

    private void call(JsonNode item, String path) {
        ObjectNode call = turn().withArray("/tool_calls").addObject();
        call.put("id", Fields.requiredText(item, "call_id", path + ".call_id")).put("type", "function");
        call.putObject("function")
                .put("name", Fields.requiredText(item, "name", path + ".name"))
                .put("arguments", item.path("arguments").asText("{}"));
    }

    private void result(JsonNode item, String path) {
        turn = null;
        ObjectNode message = messages.addObject().put("role", "tool");
        message.put("tool_call_id", Fields.requiredText(item, "call_id", path + ".call_id"));
        JsonNode output = item.path("output");
        message.set("content", output.isArray() ? parts(output, path + ".output") : output);
    }

    private void thought(JsonNode item) {
        ObjectNode said = turn();
        StringBuilder text = new StringBuilder();
        item.path("content").forEach(part -> text.append(part.path("text").asText("")));
        if (!text.isEmpty()) {
            said.put("reasoning_content", text.toString());
        }
        JsonNode signed = opened(item.path("encrypted_content").asText(""));
        if (signed != null) {
            said.set("thinking_blocks", signed);
        }
    }

    /** What {@link ResponseReply} has put into it; what another gateway or vendor has is of no use here. */
    private @Nullable JsonNode opened(String sealed) {
        try {
            JsonNode blocks = sealed.isEmpty()
                    ? null
                    : mapper.readTree(Base64.getDecoder().decode(sealed));
            return blocks != null && blocks.isArray() ? blocks : null;
        } catch (IOException | IllegalArgumentException e) {
            return null;
        }
    }

    private ObjectNode turn() {
        ObjectNode current = turn;
        if (current == null) {
            current = messages.addObject().put("role", "assistant").putNull("content");
            turn = current;
        }
        return current;
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
