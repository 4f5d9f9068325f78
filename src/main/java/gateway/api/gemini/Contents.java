package gateway.api.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.Fields;
import gateway.api.Signatures;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Contents made of parts to canonical messages. Calls without an id get one, which their results are matched with. */
final class Contents {

    private static final String UNKNOWN_KIND = "is not a kind of part that is known here";

    private final ObjectMapper mapper;
    private final ArrayNode messages;
    /** Ids that the caller has given. */
    private final Set<String> given;
    /** Calls that no result was seen for yet, oldest first. */
    private final Deque<Call> open = new ArrayDeque<>();

    private @Nullable ModelTurn turn;
    private int minted;

    private record Call(String id, String name) {}

    /** @param given ids that no call may get that has none */
    Contents(ObjectMapper mapper, ArrayNode messages, Set<String> given) {
        this.mapper = mapper;
        this.messages = messages;
        this.given = given;
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
            turn = null;
            user(content, path + ".parts");
        } else {
            throw Fields.wrong(path + ".role", "must be user or model");
        }
    }

    /** To be called when all were added. */
    void end() {
        // Only now: a turn may be told in several contents.
        messages.forEach(message -> Signatures.leaveOutOthers((ObjectNode) message));
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

    /** Clients that streamed an answer send it back as a content for each event: all of them are one turn. */
    private void model(JsonNode content, String path) {
        ModelTurn said = turn == null ? new ModelTurn(mapper, messages.addObject()) : turn;
        turn = said;
        int index = 0;
        for (JsonNode part : Fields.items(content, "parts", path)) {
            String at = path + '[' + index++ + ']';
            if (part.has("functionCall")) {
                said.call(call(part.get("functionCall"), at + ".functionCall"), part);
            } else if (part.path("text").isTextual()) {
                said.text(part);
            } else if (part.has("inlineData")) {
                said.picture(part(part, at), part, at);
            } else if (part.has("executableCode")) {
                said.told(part.path("executableCode").path("code"), part);
            } else if (part.has("codeExecutionResult")) {
                said.told(part.path("codeExecutionResult").path("output"), part);
            } else if (part.has("thoughtSignature")) {
                said.sign(part);
            } else {
                throw Fields.wrong(at, UNKNOWN_KIND);
            }
        }
    }

    private ObjectNode call(JsonNode call, String path) {
        String name = Fields.requiredText(call, "name", path + ".name");
        String id = call.path("id").asText("");
        id = id.isEmpty() ? minted() : id;
        open.add(new Call(id, name));
        ObjectNode wanted = mapper.createObjectNode().put("id", id).put("type", "function");
        JsonNode args = call.path("args");
        wanted.putObject("function").put("name", name).put("arguments", args.isObject() ? args.toString() : "{}");
        return wanted;
    }

    private String minted() {
        String id;
        do {
            id = "call_" + minted++;
        } while (given.contains(id));
        return id;
    }

    private void result(JsonNode result, String path) {
        String name = Fields.requiredText(result, "name", path + ".name");
        JsonNode response = result.path("response");
        ObjectNode message = messages.addObject().put("role", "tool");
        message.put("tool_call_id", answered(result.path("id").asText(""), name))
                .put("name", name);
        String text = text(response);
        ArrayNode parts = mapper.createArrayNode();
        int index = 0;
        for (JsonNode part : Fields.items(result, "parts", path + ".parts")) {
            parts.add(part(part, path + ".parts[" + index++ + ']'));
        }
        if (parts.isEmpty()) {
            message.put("content", text);
        } else {
            parts.insertObject(0).put("type", "text").put("text", text);
            message.set("content", parts);
        }
        if (response.size() == 1 && response.hasNonNull("error")) {
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
        if (part.path("text").isTextual()) {
            return mapper.createObjectNode()
                    .put("type", "text")
                    .put("text", part.get("text").textValue());
        }
        ObjectNode media = Media.part(part, path, mapper);
        if (media == null) {
            throw Fields.wrong(path, UNKNOWN_KIND);
        }
        return media;
    }
}
