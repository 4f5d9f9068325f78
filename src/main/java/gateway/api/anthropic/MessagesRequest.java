package gateway.api.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.Fields;
import gateway.fault.GatewayException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request of Anthropic's dialect to the canonical one. Fields it does not know go on as they are. Used once. */
final class MessagesRequest {

    /** What would make the vendor remember, or run, something: nobody else could go on with it. */
    private static final Set<String> STATEFUL = Set.of("container", "context_management", "mcp_servers", "thread");

    /** Fields with another name or shape in the canonical dialect. */
    private static final Set<String> MAPPED = Set.of(
            "messages",
            "system",
            "stop_sequences",
            "stream",
            "thinking",
            "output_config",
            "output_format",
            "tools",
            "tool_choice",
            "metadata");

    /** Tokens of thought up to which an effort is called low, and medium. */
    private static final int LOW_BUDGET = 2_048;

    private static final int MEDIUM_BUDGET = 10_000;

    private static final Map<String, String> CHOICES = Map.of("auto", "auto", "any", "required", "none", "none");

    private final ObjectMapper mapper;
    private final boolean counting;
    private final ObjectNode out;

    /** @param counting the prompt is only measured: it need not say how long the answer may be */
    MessagesRequest(ObjectMapper mapper, boolean counting) {
        this.mapper = mapper;
        this.counting = counting;
        this.out = mapper.createObjectNode();
    }

    ObjectNode read(byte[] body) {
        ObjectNode in = Fields.body(mapper, body);
        for (String field : STATEFUL) {
            if (in.hasNonNull(field)) {
                throw Fields.wrong(field, "asks for state that is kept between requests, which there is none of here");
            }
        }
        in.properties().forEach(field -> {
            if (!MAPPED.contains(field.getKey())) {
                out.set(field.getKey(), field.getValue());
            }
        });
        JsonNode most = in.get("max_tokens");
        if (!counting && (most == null || !most.isIntegralNumber())) {
            throw Fields.wrong("max_tokens", most == null ? "is missing" : "must be an integer");
        }
        readMessages(in);
        out.set("stop", in.get("stop_sequences"));
        readStream(in);
        readThinking(in);
        readOutput(in);
        readTools(in);
        ObjectNode metadata = Fields.object(in, "metadata", "metadata");
        if (metadata != null && metadata.hasNonNull("user_id")) {
            out.set("user", metadata.get("user_id"));
        }
        out.properties()
                .removeIf(field -> field.getValue() == null || field.getValue().isNull());
        return out;
    }

    private void readMessages(ObjectNode in) {
        ArrayNode messages = out.putArray("messages");
        MessageBlocks blocks = new MessageBlocks(mapper, messages);
        JsonNode system = in.get("system");
        if (system != null && !system.isNull()) {
            blocks.system(system, "system");
        }
        if (!in.has("messages")) {
            throw Fields.wrong("messages", "is missing");
        }
        int index = 0;
        for (JsonNode message : Fields.items(in, "messages", "messages")) {
            blocks.message(message, "messages[" + index++ + "]");
        }
        if (index == 0) {
            throw Fields.wrong("messages", "is empty: give at least one message");
        }
    }

    private void readStream(ObjectNode in) {
        JsonNode stream = in.get("stream");
        if (stream != null && !stream.isBoolean() && !stream.isNull()) {
            throw Fields.wrong("stream", "must be true or false");
        }
        if (stream != null && stream.asBoolean()) {
            out.put("stream", true);
            out.putObject("stream_options").put("include_usage", true);
        }
    }

    /** Said twice, as it came and as an effort: vendors know the one or the other. */
    private void readThinking(ObjectNode in) {
        ObjectNode thinking = Fields.object(in, "thinking", "thinking");
        if (thinking == null) {
            return;
        }
        out.set("thinking", thinking);
        switch (Fields.requiredText(thinking, "type", "thinking.type")) {
            case "disabled" -> out.put("reasoning_effort", "none");
            case "enabled" -> {
                int budget = thinking.path("budget_tokens").asInt();
                out.put("reasoning_effort", budget <= LOW_BUDGET ? "low" : budget <= MEDIUM_BUDGET ? "medium" : "high");
            }
            default -> {
                // adaptive: the model decides
            }
        }
    }

    private void readOutput(ObjectNode in) {
        ObjectNode config = Fields.object(in, "output_config", "output_config");
        ObjectNode format = Fields.object(in, "output_format", "output_format");
        if (config != null) {
            if (config.hasNonNull("effort")) {
                out.set("reasoning_effort", config.get("effort"));
            }
            format = format == null ? Fields.object(config, "format", "output_config.format") : format;
        }
        if (format != null && "json_schema".equals(format.path("type").asText())) {
            ObjectNode wanted = out.putObject("response_format").put("type", "json_schema");
            wanted.putObject("json_schema")
                    .put("name", "answer")
                    .put("strict", true)
                    .set("schema", format.get("schema"));
        }
    }

    private void readTools(ObjectNode in) {
        ArrayNode tools = mapper.createArrayNode();
        int index = 0;
        for (JsonNode tool : Fields.items(in, "tools", "tools")) {
            tools.add(tool(tool, "tools[" + index++ + "]"));
        }
        if (!tools.isEmpty()) {
            out.set("tools", tools);
        }
        ObjectNode choice = Fields.object(in, "tool_choice", "tool_choice");
        if (choice != null) {
            String type = Fields.requiredText(choice, "type", "tool_choice.type");
            if ("tool".equals(type)) {
                ObjectNode wanted = out.putObject("tool_choice").put("type", "function");
                wanted.putObject("function").put("name", Fields.requiredText(choice, "name", "tool_choice.name"));
            } else {
                out.put("tool_choice", choice(type));
            }
            if (choice.path("disable_parallel_tool_use").asBoolean()) {
                out.put("parallel_tool_calls", false);
            }
        }
    }

    private static String choice(String type) {
        String choice = CHOICES.get(type);
        if (choice == null) {
            throw Fields.wrong("tool_choice.type", "must be auto, any, none or tool");
        }
        return choice;
    }

    private ObjectNode tool(JsonNode tool, String path) {
        String type = Fields.text(tool, "type", path + ".type");
        if (type != null && !type.equals("custom")) {
            throw GatewayException.invalid(
                    path + ".type",
                    "The tool '" + type + "' runs at its vendor, which is not possible here: leave it out.");
        }
        ObjectNode function = mapper.createObjectNode().put("name", Fields.requiredText(tool, "name", path + ".name"));
        set(function, "description", tool.get("description"));
        set(function, "parameters", tool.get("input_schema"));
        set(function, "strict", tool.get("strict"));
        ObjectNode wrapped = mapper.createObjectNode().put("type", "function").set("function", function);
        set(wrapped, "cache_control", tool.get("cache_control"));
        return wrapped;
    }

    static void set(ObjectNode object, String name, @Nullable JsonNode value) {
        if (value != null && !value.isNull()) {
            object.set(name, value);
        }
    }
}
