package gateway.delivery.forms;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Google's generateContent. Calls of {@code tool_0} have no id, as older models make them: names and order tell them apart. */
public final class GeminiForm implements Form {

    private static final Map<String, String> ENDS =
            Map.of("tools", "STOP", "stop", "STOP", "length", "MAX_TOKENS", "filter", "SAFETY");

    private static final Map<String, String> LARGE = Map.of(
            "object", "OBJECT", "string", "STRING", "array", "ARRAY", "integer", "INTEGER", "number", "NUMBER",
            "boolean", "BOOLEAN");

    private static final Map<String, String> SMALL =
            LARGE.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));

    private static final Map<String, Integer> BUDGETS = Map.of("low", 1024, "medium", 8192, "high", 24576);

    private final Set<Word> lacks;

    /** @param lacks what its own vendor does not know; for callers the gateway has a place for all of it */
    public GeminiForm(Word... lacks) {
        this.lacks = Set.of(lacks);
    }

    @Override
    public Set<Word> lacks() {
        return lacks;
    }

    @Override
    public ObjectNode asked(JsonNode talk) {
        ObjectNode request = JSON.createObjectNode();
        if (talk.has("system")) {
            request.putObject("systemInstruction").putArray("parts").addObject().set("text", talk.get("system"));
        }
        ArrayNode contents = request.putArray("contents");
        for (JsonNode turn : talk.get("turns")) {
            boolean ofModel = turn.get("by").textValue().equals("model");
            ArrayNode parts =
                    contents.addObject().put("role", ofModel ? "model" : "user").putArray("parts");
            if (turn.has("thought")) {
                think(turn.get("thought"), parts.addObject());
            }
            model(turn, parts);
            turn.path("said").forEach(piece -> said(piece, parts));
            turn.path("results").forEach(result -> result(result, parts));
        }
        for (JsonNode tool : talk.path("tools")) {
            declare(tool, request.withArray("tools"));
        }
        if (talk.has("choice")) {
            String choice = talk.get("choice").textValue();
            boolean named = choice.startsWith("tool_");
            ObjectNode wanted = request.putObject("toolConfig").putObject("functionCallingConfig");
            wanted.put("mode", named ? "ANY" : choice.toUpperCase(Locale.ROOT));
            if (named) {
                wanted.putArray("allowedFunctionNames").add(choice);
            }
        }
        configure(talk, request.putObject("generationConfig"));
        return request;
    }

    private static void configure(JsonNode talk, ObjectNode config) {
        Form.copy(talk, "stop", config, "stopSequences");
        Form.copy(talk, "temperature", config, "temperature");
        Form.copy(talk, "top_p", config, "topP");
        Form.copy(talk, "most", config, "maxOutputTokens");
        if (talk.has("effort")) {
            ObjectNode thinking = config.putObject("thinkingConfig");
            thinking.put("thinkingBudget", BUDGETS.get(talk.get("effort").textValue()));
        }
        if (talk.has("schema")) {
            config.put("responseMimeType", "application/json").set("responseJsonSchema", talk.get("schema"));
        }
    }

    /** The first in Google's own form of a schema. */
    private static void declare(JsonNode tool, ArrayNode tools) {
        ObjectNode function = tools.addObject().putArray("functionDeclarations").addObject();
        function.set("name", tool.get("name"));
        function.set("description", tool.get("description"));
        if (tool.get("name").textValue().equals("tool_0")) {
            function.set("parameters", cased(tool.get("schema"), LARGE));
        } else {
            function.set("parametersJsonSchema", tool.get("schema"));
        }
    }

    /** A schema with its types as Google writes them, or as all others do. */
    private static JsonNode cased(JsonNode schema, Map<String, String> types) {
        String text = schema.toString();
        for (Map.Entry<String, String> type : types.entrySet()) {
            text = text.replace("\"type\":\"" + type.getKey() + '"', "\"type\":\"" + type.getValue() + '"');
        }
        return Form.json(text);
    }

    private static void said(JsonNode piece, ArrayNode parts) {
        if (piece.has("text")) {
            parts.addObject().set("text", piece.get("text"));
        } else {
            String data = piece.get("picture").textValue().substring("data:image/png;base64,".length());
            parts.addObject()
                    .putObject("inlineData")
                    .put("mimeType", "image/png")
                    .put("data", data);
        }
    }

    /** Seals what another vendor has signed, as the gateway does in its answers. */
    private static void think(JsonNode thought, ObjectNode part) {
        ObjectNode sealed = JSON.createObjectNode();
        ObjectNode block = sealed.putArray("thinking_blocks").addObject().put("type", "thinking");
        block.set("thinking", thought.get("text"));
        block.set("signature", thought.get("signature"));
        part.put("thought", true).set("text", thought.get("text"));
        part.put(
                "thoughtSignature",
                Base64.getUrlEncoder().encodeToString(sealed.toString().getBytes(UTF_8)));
    }

    private static void model(JsonNode turn, ArrayNode parts) {
        if (turn.has("text")) {
            parts.addObject().set("text", turn.get("text"));
        }
        for (JsonNode call : turn.path("calls")) {
            ObjectNode part = parts.addObject();
            ObjectNode made = part.putObject("functionCall");
            made.set("name", call.get("name"));
            identify(call, made);
            made.set("args", call.get("arguments"));
            Form.copy(call, "mark", part, "thoughtSignature");
        }
    }

    private static void result(JsonNode result, ArrayNode parts) {
        ObjectNode response = parts.addObject().putObject("functionResponse");
        response.set("name", result.get("name"));
        identify(result, response);
        response.putObject("response").set(result.has("failed") ? "error" : "output", result.get("text"));
    }

    private static void identify(JsonNode from, ObjectNode to) {
        if (!from.get("name").textValue().equals("tool_0")) {
            to.set("id", from.get("id"));
        }
    }

    @Override
    public ObjectNode heard(JsonNode request) {
        Heard heard = new Heard();
        ObjectNode talk = heard.talk();
        request.at("/systemInstruction/parts")
                .forEach(part -> heard.system(part.get("text").textValue()));
        OpenCalls open = new OpenCalls();
        for (JsonNode content : request.get("contents")) {
            boolean ofModel = content.get("role").textValue().equals("model");
            if (ofModel) {
                heard.model(words(content.get("parts"), false));
            }
            content.get("parts").forEach(part -> hear(part, ofModel, open, heard));
        }
        for (JsonNode tool : request.path("tools")) {
            for (JsonNode function : tool.get("functionDeclarations")) {
                ObjectNode declared = ((ObjectNode) function).deepCopy();
                if (function.has("parameters")) {
                    declared.set("parametersJsonSchema", cased(function.get("parameters"), SMALL));
                }
                heard.tool(declared, "parametersJsonSchema");
            }
        }
        JsonNode choice = request.at("/toolConfig/functionCallingConfig");
        String mode = choice.path("mode").asText().toLowerCase(Locale.ROOT);
        heard.choice(choice.at("/allowedFunctionNames/0").asText(mode));
        JsonNode config = request.path("generationConfig");
        Form.copy(config, "stopSequences", talk, "stop");
        Form.copy(config, "temperature", talk, "temperature");
        Form.copy(config, "topP", talk, "top_p");
        Form.copy(config, "maxOutputTokens", talk, "most");
        BUDGETS.forEach((effort, budget) -> {
            if (config.at("/thinkingConfig/thinkingBudget").asInt() == budget) {
                talk.put("effort", effort);
            }
        });
        Form.copy(config, "responseJsonSchema", talk, "schema");
        return talk;
    }

    private static void hear(JsonNode part, boolean ofModel, OpenCalls open, Heard heard) {
        if (part.has("functionCall")) {
            JsonNode call = part.get("functionCall");
            String name = call.get("name").textValue();
            Form.copy(part, "thoughtSignature", heard.call(open.made(call), name, call.get("args")), "mark");
        } else if (part.has("functionResponse")) {
            JsonNode result = part.get("functionResponse");
            JsonNode response = result.get("response");
            boolean failed = response.has("error");
            heard.result(
                    open.answered(result),
                    response.get(failed ? "error" : "output").textValue(),
                    failed);
        } else if (part.has("inlineData")) {
            JsonNode data = part.get("inlineData");
            heard.picture("data:" + data.get("mimeType").textValue() + ";base64,"
                    + data.get("data").textValue());
        } else if (!ofModel) {
            heard.text(part.get("text").textValue());
        }
    }

    private static String words(JsonNode parts, boolean thought) {
        StringBuilder words = new StringBuilder();
        for (JsonNode part : parts) {
            words.append(
                    part.path("thought").asBoolean() == thought
                            ? part.path("text").asText("")
                            : "");
        }
        return words.toString();
    }

    @Override
    public ObjectNode answered(JsonNode answer) {
        ObjectNode reply = JSON.createObjectNode().put("responseId", "r").put("modelVersion", "m");
        ObjectNode candidate = reply.putArray("candidates").addObject().put("index", 0);
        ArrayNode parts = candidate.putObject("content").put("role", "model").putArray("parts");
        if (answer.has("thought")) {
            parts.addObject().put("thought", true).set("text", answer.get("thought"));
        }
        model(answer, parts);
        candidate.put("finishReason", ENDS.get(answer.get("end").textValue()));
        JsonNode counts = answer.get("usage");
        int thought = counts.path("reasoning").asInt();
        ObjectNode usage = reply.putObject("usageMetadata");
        usage.set("promptTokenCount", counts.get("prompt"));
        usage.set("cachedContentTokenCount", counts.get("cached"));
        usage.put("thoughtsTokenCount", thought);
        usage.put("candidatesTokenCount", counts.get("completion").intValue() - thought);
        usage.put(
                "totalTokenCount",
                counts.get("prompt").intValue() + counts.get("completion").intValue());
        return reply;
    }

    @Override
    public ObjectNode told(JsonNode reply) {
        JsonNode candidate = reply.get("candidates").get(0);
        JsonNode parts = candidate.get("content").path("parts");
        Heard heard = new Heard();
        heard.model(words(parts, false));
        OpenCalls open = new OpenCalls();
        boolean calling = false;
        for (JsonNode part : parts) {
            if (part.has("functionCall")) {
                hear(part, true, open, heard);
                calling = true;
            }
        }
        String end = candidate.get("finishReason").textValue();
        JsonNode usage = reply.get("usageMetadata");
        int thought = usage.path("thoughtsTokenCount").asInt();
        return heard.answer(
                words(parts, true),
                end.equals("STOP") ? (calling ? "tools" : "stop") : Heard.end(ENDS, end),
                usage.get("promptTokenCount").intValue(),
                usage.path("cachedContentTokenCount").asInt(),
                usage.path("candidatesTokenCount").asInt() + thought,
                JSON.getNodeFactory().numberNode(thought));
    }
}
