package fakes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Anthropic's door: refuses, as the vendor does, what breaks the rules of its Messages API; what keeps them is answered by
 * another script.
 */
public final class StrictAnthropic implements Script {

    /** Of every thought that this vendor has signed. */
    public static final String SIGNATURE = "c2lnbmVkIGJ5IHVz";

    private static final Set<String> TOP = Set.of(
            "model",
            "messages",
            "max_tokens",
            "system",
            "stop_sequences",
            "temperature",
            "top_p",
            "top_k",
            "stream",
            "thinking",
            "output_config",
            "tools",
            "tool_choice",
            "metadata",
            "service_tier",
            "cache_control",
            "inference_geo");

    private static final Map<String, Set<String>> BLOCKS = Map.of(
            "text", Set.of("text", "citations"),
            "image", Set.of("source"),
            "document", Set.of("source", "title", "context", "citations"),
            "search_result", Set.of("source", "title", "content", "citations"),
            "tool_use", Set.of("id", "name", "input", "caller"),
            "tool_result", Set.of("tool_use_id", "content", "is_error"),
            "thinking", Set.of("thinking", "signature"),
            "redacted_thinking", Set.of("data"),
            "server_tool_use", Set.of("id", "name", "input"),
            "web_search_tool_result", Set.of("tool_use_id", "content"));

    private static final Set<String> TOOL = Set.of(
            "name",
            "description",
            "input_schema",
            "strict",
            "cache_control",
            "type",
            "eager_input_streaming",
            "input_examples",
            "defer_loading",
            "allowed_callers");

    private final Script answer;

    private StrictAnthropic(Script answer) {
        this.answer = answer;
    }

    public static Script before(Script answer) {
        return new StrictAnthropic(answer);
    }

    @Override
    public void play(Call call) throws IOException {
        try {
            check(call.request());
        } catch (Fault e) {
            String message = JsonNodeFactory.instance.textNode(e.getMessage()).toString();
            Script.json(
                            400,
                            "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":" + message
                                    + "}}")
                    .play(call);
            return;
        }
        answer.play(call);
    }

    private static final class Fault extends RuntimeException {
        Fault(String message) {
            super(message, null, false, false);
        }
    }

    private static void check(Received request) {
        require(request.header("x-api-key") != null, "x-api-key header is required");
        require("2023-06-01".equals(request.header("anthropic-version")), "anthropic-version: header is required");
        JsonNode body = request.json();
        Set<String> top = new HashSet<>(TOP);
        if (request.header("anthropic-beta") != null) {
            top.add("context_management");
        }
        onlyMembers(body, "", top);
        require(body.path("max_tokens").isInt(), "max_tokens: Field required");
        require(body.path("temperature").asDouble(0) <= 1, "temperature: range: 0..1");
        require(!body.path("messages").isEmpty(), "messages: at least one message is required");
        if (body.has("system")) {
            content(body.get("system"), "system");
        }
        for (JsonNode tool : body.path("tools")) {
            onlyMembersOfTool(tool);
        }
        require(body.path("tools").isEmpty() ? !body.has("tool_choice") : true, "tool_choice: there are no tools");
        messages(body.path("messages"));
    }

    private static void onlyMembersOfTool(JsonNode tool) {
        if (tool.path("type").asText("custom").equals("custom")) {
            onlyMembers(tool, "tools.", TOOL);
            require("object".equals(tool.at("/input_schema/type").asText()), "tools.input_schema.type: Field required");
        }
        require(tool.path("name").isTextual(), "tools.name: Field required");
    }

    private static void messages(JsonNode messages) {
        Set<String> used = new HashSet<>();
        Set<String> open = new TreeSet<>();
        for (int i = 0; i < messages.size(); i++) {
            String at = "messages." + i;
            JsonNode message = messages.get(i);
            onlyMembers(message, at + '.', Set.of("role", "content"));
            JsonNode content = message.path("content");
            content(content, at);
            boolean model = message.path("role").asText().equals("assistant");
            boolean results = true;
            for (JsonNode block : content) {
                boolean result = block.path("type").asText().equals("tool_result");
                if (result) {
                    require(
                            !model
                                    && results
                                    && open.remove(block.path("tool_use_id").asText()),
                            at + ": unexpected tool_use_id found in tool_result blocks");
                }
                results &= result;
            }
            require(
                    open.isEmpty(),
                    at + ": tool_use ids were found without tool_result blocks immediately after: " + open);
            for (JsonNode block : content) {
                if (block.path("type").asText().equals("tool_use")) {
                    String id = block.path("id").asText();
                    require(model && id.matches("[a-zA-Z0-9_-]+"), at + ".id: String should match pattern");
                    require(used.add(id), at + ": tool_use ids must be unique");
                    open.add(id);
                }
            }
        }
    }

    private static void content(JsonNode content, String at) {
        require(!content.isEmpty() || !content.asText("").isBlank(), at + ": content must be non-empty");
        for (JsonNode block : content) {
            String type = block.path("type").asText();
            Set<String> known = BLOCKS.get(type);
            require(
                    known != null,
                    at + ": Input tag '" + type + "' found using 'type' does not match any of the expected tags");
            Set<String> members = new HashSet<>(known == null ? Set.of() : known);
            members.add("type");
            boolean thought = type.contains("thinking");
            if (!thought) {
                members.add("cache_control");
            }
            onlyMembers(block, at + '.' + type + '.', members);
            require(
                    !type.equals("text") || !block.path("text").asText().isBlank(),
                    at + ": text content blocks must contain non-whitespace text");
            require(
                    !type.equals("thinking")
                            || SIGNATURE.equals(block.path("signature").asText()),
                    at + ": Invalid `signature` in `thinking` block");
            require(
                    !type.equals("redacted_thinking")
                            || block.path("data").asText().matches("[A-Za-z0-9+/=]+"),
                    at + ": Invalid `data` in `redacted_thinking` block");
            if (block.path("content").isArray() && !type.equals("web_search_tool_result")) {
                content(block.get("content"), at + ".content");
            }
        }
    }

    private static void onlyMembers(JsonNode object, String at, Set<String> known) {
        object.fieldNames()
                .forEachRemaining(name -> require(
                        known.contains(name) && !object.get(name).isNull(),
                        at + name + ": Extra inputs are not permitted"));
    }

    private static void require(boolean kept, @Nullable String rule) {
        if (!kept) {
            throw new Fault(String.valueOf(rule));
        }
    }
}
