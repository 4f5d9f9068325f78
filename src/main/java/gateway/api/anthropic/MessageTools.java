package gateway.api.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.Fields;
import java.util.Map;
import java.util.Set;

/** Tools, and which of them is to be called, in the canonical form. */
final class MessageTools {

    private static final Map<String, String> CHOICES = Map.of("auto", "auto", "any", "required", "none", "none");

    private static final Set<String> OF_TOOL =
            Set.of("type", "name", "description", "input_schema", "strict", "cache_control");

    private final ObjectMapper mapper;

    MessageTools(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    void read(ObjectNode in, ObjectNode out) {
        ArrayNode tools = mapper.createArrayNode();
        int index = 0;
        for (JsonNode tool : Fields.items(in, "tools", "tools")) {
            tools.add(tool(tool, "tools[" + index++ + "]"));
        }
        if (!tools.isEmpty()) {
            out.set("tools", tools);
        }
        ObjectNode choice = Fields.object(in, "tool_choice", "tool_choice");
        if (choice == null) {
            return;
        }
        String type = Fields.requiredText(choice, "type", "tool_choice.type");
        if ("tool".equals(type)) {
            ObjectNode wanted = out.putObject("tool_choice").put("type", "function");
            wanted.putObject("function").put("name", Fields.requiredText(choice, "name", "tool_choice.name"));
        } else if (CHOICES.containsKey(type)) {
            out.put("tool_choice", CHOICES.get(type));
        } else {
            throw Fields.wrong("tool_choice.type", "must be auto, any, none or tool");
        }
        if (choice.path("disable_parallel_tool_use").asBoolean()) {
            out.put("parallel_tool_calls", false);
        }
    }

    /** Tools with a dated type are the dialect's own, whoever runs them: they stay as they are, and go where they are known. */
    private JsonNode tool(JsonNode tool, String path) {
        String type = Fields.text(tool, "type", path + ".type");
        if (type != null && !type.equals("custom")) {
            return tool;
        }
        ObjectNode function = mapper.createObjectNode().put("name", Fields.requiredText(tool, "name", path + ".name"));
        MessagesRequest.set(function, "description", tool.get("description"));
        MessagesRequest.set(function, "parameters", tool.get("input_schema"));
        MessagesRequest.set(function, "strict", tool.get("strict"));
        ObjectNode wrapped = mapper.createObjectNode().put("type", "function");
        wrapped.set("function", function);
        MessagesRequest.set(wrapped, "cache_control", tool.get("cache_control"));
        Extras.keep(wrapped, tool, OF_TOOL);
        return wrapped;
    }
}
