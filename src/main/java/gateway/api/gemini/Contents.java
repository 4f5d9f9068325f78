package gateway.api.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.Fields;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** Contents made of parts to canonical messages. Calls without an id get one, which their results are matched with. */
final class Contents {

    private final ObjectMapper mapper;
    private final ArrayNode messages;
    /** Calls that no result was seen for yet, oldest first. */
    private final Deque<Call> open = new ArrayDeque<>();

    private int minted;

    private record Call(String id, String name) {}

    Contents(ObjectMapper mapper, ArrayNode messages) {
        this.mapper = mapper;
        this.messages = messages;
    }

    void system(JsonNode content, String path) {
        StringBuilder text = new StringBuilder();
        if (content.isTextual()) {
            text.append(content.textValue());
        } else {
            for (JsonNode part : Fields.items(content, "parts", path + ".parts")) {
                text.append(text.isEmpty() ? "" : "\n").append(part.path("text").asText(""));
            }
        }
        messages.addObject().put("role", "system").put("content", text.toString());
    }

    void add(JsonNode content, String path) {
        if (!content.isObject()) {
            throw Fields.wrong(path, "must be an object");
        }
        String role = Fields.text(content, "role", path + ".role");
        if ("model".equals(role)) {
            model(content, path + ".parts");
        } else if (role == null || role.equals("user") || role.equals("function")) {
            user(content, path + ".parts");
        } else {
            throw Fields.wrong(path + ".role", "must be user or model");
        }
    }

    private void user(JsonNode content, String path) {
        ArrayNode said = mapper.createArrayNode();
        int index = 0;
        for (JsonNode part : Fields.items(content, "parts", path)) {
            String at = path + '[' + index++ + ']';
            if (part.has("functionResponse")) {
                result(part.get("functionResponse"), at + ".functionResponse");
            } else {
                said.add(part(part, at));
            }
        }
        if (!said.isEmpty()) {
            boolean plain = said.size() == 1 && said.get(0).has("text");
            messages.addObject()
                    .put("role", "user")
                    .set("content", plain ? said.get(0).get("text") : said);
        }
    }

    private void model(JsonNode content, String path) {
        ObjectNode message = messages.addObject().put("role", "assistant").putNull("content");
        StringBuilder text = new StringBuilder();
        StringBuilder thought = new StringBuilder();
        ArrayNode calls = mapper.createArrayNode();
        int index = 0;
        for (JsonNode part : Fields.items(content, "parts", path)) {
            String at = path + '[' + index++ + ']';
            ObjectNode signed = message;
            if (part.has("functionCall")) {
                signed = call(part.get("functionCall"), at + ".functionCall");
                calls.add(signed);
            } else if (part.path("text").isTextual()) {
                (part.path("thought").asBoolean() ? thought : text)
                        .append(part.get("text").textValue());
            } else if (!part.has("thoughtSignature")) {
                throw Fields.wrong(at, "is not a kind of part that is known here");
            }
            if (part.path("thoughtSignature").isTextual()) {
                signed.putObject("extra_content")
                        .putObject("google")
                        .set("thought_signature", part.get("thoughtSignature"));
            }
        }
        if (!text.isEmpty()) {
            message.put("content", text.toString());
        }
        if (!thought.isEmpty()) {
            message.put("reasoning_content", thought.toString());
        }
        GenerateRequest.set(message, "tool_calls", calls.isEmpty() ? null : calls);
    }

    private ObjectNode call(JsonNode call, String path) {
        String name = Fields.requiredText(call, "name", path + ".name");
        String id = call.path("id").asText("");
        id = id.isEmpty() ? "call_" + minted++ : id;
        open.add(new Call(id, name));
        ObjectNode wanted = mapper.createObjectNode().put("id", id).put("type", "function");
        JsonNode args = call.path("args");
        wanted.putObject("function").put("name", name).put("arguments", args.isObject() ? args.toString() : "{}");
        return wanted;
    }

    private void result(JsonNode result, String path) {
        String name = Fields.requiredText(result, "name", path + ".name");
        JsonNode response = result.path("response");
        ObjectNode message = messages.addObject().put("role", "tool");
        message.put("tool_call_id", answered(result.path("id").asText(""), name))
                .put("name", name);
        message.put("content", text(response));
        if (response.has("error")) {
            message.put("is_error", true);
        }
    }

    /** The usual shapes hold nothing but the result; others are told as they are. */
    private static String text(JsonNode response) {
        for (String field : new String[] {"output", "result", "error"}) {
            if (response.size() == 1 && response.path(field).isTextual()) {
                return response.get(field).textValue();
            }
        }
        return response.isMissingNode() ? "" : response.toString();
    }

    private String answered(String id, String name) {
        for (Iterator<Call> each = open.iterator(); each.hasNext(); ) {
            Call call = each.next();
            if (id.isEmpty() ? call.name().equals(name) : call.id().equals(id)) {
                each.remove();
                return call.id();
            }
        }
        return id.isEmpty() ? "call_" + name : id;
    }

    private ObjectNode part(JsonNode part, String path) {
        ObjectNode known = mapper.createObjectNode();
        if (part.path("text").isTextual()) {
            return known.put("type", "text").put("text", part.get("text").textValue());
        }
        if (part.has("inlineData")) {
            JsonNode data = part.get("inlineData");
            String type = Fields.requiredText(data, "mimeType", path + ".inlineData.mimeType");
            return media(known, type, Fields.requiredText(data, "data", path + ".inlineData.data"));
        }
        if (part.has("fileData")) {
            JsonNode file = part.get("fileData");
            String uri = Fields.requiredText(file, "fileUri", path + ".fileData.fileUri");
            boolean picture = file.path("mimeType").asText("image/").startsWith("image/");
            return picture ? picture(known, uri) : file(known, uri);
        }
        throw Fields.wrong(path, "is not a kind of part that is known here");
    }

    private static ObjectNode media(ObjectNode part, String type, String data) {
        if (type.startsWith("audio/")) {
            part.put("type", "input_audio")
                    .putObject("input_audio")
                    .put("data", data)
                    .put("format", type.substring(6));
            return part;
        }
        String url = "data:" + type + ";base64," + data;
        return type.startsWith("image/") ? picture(part, url) : file(part, url);
    }

    private static ObjectNode picture(ObjectNode part, String url) {
        part.put("type", "image_url").putObject("image_url").put("url", url);
        return part;
    }

    private static ObjectNode file(ObjectNode part, String url) {
        part.put("type", "file").putObject("file").put("file_data", url);
        return part;
    }
}
