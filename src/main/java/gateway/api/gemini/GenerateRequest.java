package gateway.api.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import gateway.api.Fields;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request of Google's dialect to the canonical one. Used once. */
final class GenerateRequest {

    private static final Map<String, String> CONFIG = Map.of(
            "temperature", "temperature",
            "topP", "top_p",
            "topK", "top_k",
            "maxOutputTokens", "max_tokens",
            "stopSequences", "stop",
            "candidateCount", "n",
            "seed", "seed",
            "presencePenalty", "presence_penalty",
            "frequencyPenalty", "frequency_penalty",
            "responseLogprobs", "logprobs");

    private static final Map<String, String> MODES =
            Map.of("AUTO", "auto", "VALIDATED", "auto", "ANY", "required", "NONE", "none");

    /** What runs, or is kept, at the vendor. */
    private static final Set<String> ELSEWHERE = Set.of("cachedContent");

    /** Tokens of thought up to which an effort is called low, and medium. */
    private static final int LOW_BUDGET = 2_048;

    private static final int MEDIUM_BUDGET = 10_000;

    private final ObjectMapper mapper;
    private final ObjectNode out;

    GenerateRequest(ObjectMapper mapper) {
        this.mapper = mapper;
        this.out = mapper.createObjectNode();
    }

    ObjectNode read(byte[] body, String model, boolean stream) {
        JsonNode in = CamelCase.of(Fields.body(mapper, body));
        // Where only the size is asked for, the request may be wrapped.
        in = in.path("generateContentRequest").isObject() ? in.get("generateContentRequest") : in;
        for (String field : ELSEWHERE) {
            if (in.hasNonNull(field)) {
                throw Fields.wrong(field, "names something kept at its vendor, which cannot be reached here");
            }
        }
        out.put("model", model);
        if (stream) {
            out.put("stream", true).putObject("stream_options").put("include_usage", true);
        }
        readContents(in);
        ObjectNode config = Fields.object(in, "generationConfig", "generationConfig");
        if (config != null) {
            CONFIG.forEach((from, to) -> set(out, to, config.get(from)));
            readThinking(config.path("thinkingConfig"));
            readFormat(config);
        }
        readTools(in);
        return out;
    }

    private void readContents(JsonNode in) {
        Contents contents = new Contents(mapper, out.putArray("messages"));
        JsonNode system = in.get("systemInstruction");
        if (system != null && !system.isNull()) {
            contents.system(system, "systemInstruction");
        }
        int index = 0;
        for (JsonNode content : Fields.items(in, "contents", "contents")) {
            contents.add(content, "contents[" + index++ + ']');
        }
        if (index == 0) {
            throw Fields.wrong("contents", "is missing or empty");
        }
    }

    private void readThinking(JsonNode thinking) {
        if (thinking.hasNonNull("thinkingLevel")) {
            out.put("reasoning_effort", thinking.get("thinkingLevel").asText().toLowerCase(Locale.ROOT));
        } else if (thinking.hasNonNull("thinkingBudget")) {
            int budget = thinking.get("thinkingBudget").asInt();
            if (budget == 0) {
                out.put("reasoning_effort", "none");
            } else if (budget > 0) {
                out.put("reasoning_effort", budget <= LOW_BUDGET ? "low" : budget <= MEDIUM_BUDGET ? "medium" : "high");
            }
        }
    }

    private void readFormat(ObjectNode config) {
        JsonNode plain = config.get("responseJsonSchema");
        JsonNode schema = plain == null || plain.isNull() ? lowered(config.get("responseSchema")) : plain;
        if (schema != null && !schema.isNull()) {
            ObjectNode format = out.putObject("response_format").put("type", "json_schema");
            format.putObject("json_schema").put("name", "answer").set("schema", schema);
        } else if ("application/json".equals(config.path("responseMimeType").asText())) {
            out.putObject("response_format").put("type", "json_object");
        }
    }

    private void readTools(JsonNode in) {
        ArrayNode tools = mapper.createArrayNode();
        int index = 0;
        for (JsonNode tool : Fields.items(in, "tools", "tools")) {
            String path = "tools[" + index++ + ']';
            for (Map.Entry<String, JsonNode> kind : tool.properties()) {
                if (!kind.getKey().equals("functionDeclarations")) {
                    throw Fields.wrong(path + '.' + kind.getKey(), "runs at its vendor, which is not possible here");
                }
            }
            int number = 0;
            for (JsonNode function : Fields.items(tool, "functionDeclarations", path + ".functionDeclarations")) {
                tools.add(function(function, path + ".functionDeclarations[" + number++ + ']'));
            }
        }
        if (!tools.isEmpty()) {
            out.set("tools", tools);
        }
        JsonNode choice = in.path("toolConfig").path("functionCallingConfig");
        JsonNode names = choice.path("allowedFunctionNames");
        String mode = MODES.get(choice.path("mode").asText());
        if ("required".equals(mode) && names.size() == 1) {
            out.putObject("tool_choice")
                    .put("type", "function")
                    .putObject("function")
                    .set("name", names.get(0));
        } else if (mode != null) {
            out.put("tool_choice", mode);
        }
    }

    private ObjectNode function(JsonNode function, String path) {
        ObjectNode declared = mapper.createObjectNode();
        declared.put("name", Fields.requiredText(function, "name", path + ".name"));
        set(declared, "description", function.get("description"));
        JsonNode plain = function.get("parametersJsonSchema");
        set(declared, "parameters", plain == null || plain.isNull() ? lowered(function.get("parameters")) : plain);
        return mapper.createObjectNode().put("type", "function").set("function", declared);
    }

    /** Its own schemas write types in capitals. */
    private @Nullable JsonNode lowered(@Nullable JsonNode schema) {
        if (schema instanceof ArrayNode array) {
            ArrayNode items = mapper.createArrayNode();
            array.forEach(item -> items.add(lowered(item)));
            return items;
        }
        if (!(schema instanceof ObjectNode object)) {
            return schema;
        }
        ObjectNode fields = mapper.createObjectNode();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            boolean type = field.getKey().equals("type") && field.getValue().isTextual();
            fields.set(
                    field.getKey(),
                    type
                            ? TextNode.valueOf(field.getValue().textValue().toLowerCase(Locale.ROOT))
                            : lowered(field.getValue()));
        }
        return fields;
    }

    static void set(ObjectNode object, String name, @Nullable JsonNode value) {
        if (value != null && !value.isNull()) {
            object.set(name, value);
        }
    }
}
