package gateway.api.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.Fields;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request of Google's dialect to the canonical one. Used once. */
final class GenerateRequest {

    private static final Map<String, String> MODES =
            Map.of("AUTO", "auto", "VALIDATED", "auto", "ANY", "required", "NONE", "none");

    private final ObjectMapper mapper;
    private final ObjectNode out;

    GenerateRequest(ObjectMapper mapper) {
        this.mapper = mapper;
        this.out = mapper.createObjectNode();
    }

    ObjectNode read(byte[] body, String model, boolean stream) {
        JsonNode in = CamelCase.of(Fields.body(mapper, body));
        // Where only the size is asked for, the request may be wrapped.
        ObjectNode request =
                (ObjectNode) (in.path("generateContentRequest").isObject() ? in.get("generateContentRequest") : in);
        if (request.has("cachedContent")) {
            throw Fields.wrong("cachedContent", "names something kept at its vendor, which cannot be reached here");
        }
        out.put("model", model);
        if (stream) {
            out.put("stream", true).putObject("stream_options").put("include_usage", true);
        }
        readContents(request);
        ObjectNode config = Fields.object(request, "generationConfig", "generationConfig");
        if (config != null) {
            new GenerationConfig(config, out).read();
        }
        readTools(request);
        out.putObject("original").set("gemini", Original.of(mapper, request));
        return out;
    }

    private void readContents(ObjectNode in) {
        Set<String> ids = new HashSet<>(in.path("contents").findValuesAsText("id"));
        Contents contents = new Contents(mapper, out.putArray("messages"), ids);
        JsonNode system = in.get("systemInstruction");
        if (system != null) {
            contents.system(system, "systemInstruction");
        }
        int index = 0;
        for (JsonNode content : Fields.items(in, "contents", "contents")) {
            contents.add(content, "contents[" + index++ + ']');
        }
        contents.end();
        if (index == 0) {
            throw Fields.wrong("contents", "is missing or empty");
        }
    }

    private void readTools(ObjectNode in) {
        JsonNode choice = in.path("toolConfig").path("functionCallingConfig");
        Set<String> allowed = new HashSet<>();
        choice.path("allowedFunctionNames").forEach(name -> allowed.add(name.asText()));
        boolean oneNamed = allowed.size() == 1 && choice.path("mode").asText().equals("ANY");
        ArrayNode tools = mapper.createArrayNode();
        int index = 0;
        for (JsonNode tool : Fields.items(in, "tools", "tools")) {
            String path = "tools[" + index++ + ']';
            for (Map.Entry<String, JsonNode> kind : tool.properties()) {
                if (!kind.getKey().equals("functionDeclarations")) {
                    // Runs at its vendor: one of the same dialect takes it from the original, others refuse it.
                    tools.addObject().put("type", kind.getKey()).set(kind.getKey(), kind.getValue());
                }
            }
            int number = 0;
            for (JsonNode function : Fields.items(tool, "functionDeclarations", path + ".functionDeclarations")) {
                ObjectNode declared = function(function, path + ".functionDeclarations[" + number++ + ']');
                if (allowed.isEmpty()
                        || oneNamed
                        || allowed.contains(declared.path("name").asText())) {
                    tools.addObject().put("type", "function").set("function", declared);
                }
            }
        }
        if (!tools.isEmpty()) {
            out.set("tools", tools);
        }
        choose(MODES.get(choice.path("mode").asText()), allowed, oneNamed);
    }

    /** Where several functions are allowed, no other is declared: few vendors know such a choice. */
    private void choose(@Nullable String mode, Set<String> allowed, boolean oneNamed) {
        if (oneNamed) {
            out.putObject("tool_choice")
                    .put("type", "function")
                    .putObject("function")
                    .put("name", allowed.iterator().next());
        } else if (mode != null && (out.has("tools") || mode.equals("none"))) {
            out.put("tool_choice", mode);
        }
    }

    private ObjectNode function(JsonNode function, String path) {
        ObjectNode declared = mapper.createObjectNode();
        declared.put("name", Fields.requiredText(function, "name", path + ".name"));
        if (function.has("description")) {
            declared.set("description", function.get("description"));
        }
        if (function.has("parametersJsonSchema")) {
            declared.set("parameters", function.get("parametersJsonSchema"));
        } else if (function.has("parameters")) {
            declared.set("parameters", new Schemas(false).plain(function.get("parameters")));
        }
        return declared;
    }
}
