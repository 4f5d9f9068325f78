package gateway.api.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.Fields;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tools of a request. Vendors know functions only: a tool that takes free text is told them as a function of one text, one
 * in a namespace by both names.
 */
final class Tools {

    static final String FUNCTION = "function";
    static final String CUSTOM = "custom";

    private static final String INPUT = "input";

    private final ObjectMapper mapper;
    /** By their canonical names. */
    private final Map<String, Tool> known = new HashMap<>();

    private final ArrayNode functions;

    /**
     * A tool as its caller knows it.
     *
     * @param custom whether it takes free text
     * @param namespace that it stands in; null for none
     */
    record Tool(boolean custom, @Nullable String namespace, String name) {}

    /** @param request the whole request, or what is left of it */
    Tools(ObjectMapper mapper, ObjectNode request) {
        this.mapper = mapper;
        this.functions = mapper.createArrayNode();
        read(request, "tools", null);
    }

    /** The tool that a vendor has called; also a function that is none of them. */
    Tool called(String canonicalName) {
        return known.getOrDefault(canonicalName, new Tool(false, null, canonicalName));
    }

    /** The text in the arguments of a call; models sometimes write it as it is. */
    String text(String arguments) {
        try {
            JsonNode text = mapper.readTree(arguments).path(INPUT);
            return text.isTextual() ? text.textValue() : arguments;
        } catch (IOException e) {
            return arguments;
        }
    }

    /** The arguments of a call that hold a text. */
    static String arguments(ObjectMapper mapper, String text) {
        return mapper.createObjectNode().put(INPUT, text).toString();
    }

    /** The canonical name of the tool that a call, or a choice, means. */
    static String name(JsonNode mention, String path) {
        return name(mention, Fields.text(mention, "namespace", path + ".namespace"), path);
    }

    private static String name(JsonNode tool, @Nullable String namespace, String path) {
        String name = Fields.requiredText(tool, "name", path + ".name");
        return namespace == null ? name : namespace + (namespace.endsWith("__") ? "" : "__") + name;
    }

    private void read(JsonNode owner, String path, @Nullable String namespace) {
        int index = 0;
        for (JsonNode tool : Fields.items(owner, "tools", path)) {
            String at = path + '[' + index++ + ']';
            switch (Fields.requiredText(tool, "type", at + ".type")) {
                case FUNCTION -> function(tool, namespace, at);
                case CUSTOM -> custom(tool, namespace, at);
                case "namespace" -> read(tool, at + ".tools", Fields.requiredText(tool, "name", at + ".name"));
                default -> {
                    if (!isAside(tool)) {
                        throw Fields.wrong(
                                at + ".type", "must be function, custom or namespace: other tools run at their vendor");
                    }
                }
            }
        }
    }

    /** A search of what its vendor has kept, without a look at the web: some clients offer it to every model unasked. */
    private static boolean isAside(JsonNode tool) {
        return "web_search".equals(tool.get("type").textValue())
                && tool.path("external_web_access").isBoolean()
                && !tool.get("external_web_access").booleanValue();
    }

    private void function(JsonNode tool, @Nullable String namespace, String path) {
        ObjectNode function = add(tool, false, namespace, path);
        for (String field : new String[] {"description", "parameters", "strict"}) {
            ResponsesRequest.set(function, field, tool.get(field));
        }
    }

    private void custom(JsonNode tool, @Nullable String namespace, String path) {
        ObjectNode function = add(tool, true, namespace, path);
        String description = Fields.text(tool, "description", path + ".description");
        String told = (description == null ? "" : description) + grammar(tool.path("format"), path + ".format");
        if (!told.isEmpty()) {
            function.put("description", told.strip());
        }
        ObjectNode parameters = function.putObject("parameters").put("type", "object");
        parameters.putObject("properties").putObject(INPUT).put("type", "string");
        parameters.putArray("required").add(INPUT);
        parameters.put("additionalProperties", false);
    }

    /** A model is told which texts are meant; nobody can hold it to them. */
    private static String grammar(JsonNode format, String path) {
        return switch (format.path("type").asText("text")) {
            case "text" -> "";
            case "grammar" ->
                "\n\nThe input must match this " + format.path("syntax").asText("") + " grammar:\n"
                        + Fields.requiredText(format, "definition", path + ".definition");
            default -> throw Fields.wrong(path + ".type", "must be text or grammar");
        };
    }

    private ObjectNode add(JsonNode tool, boolean custom, @Nullable String namespace, String path) {
        String name = name(tool, namespace, path);
        known.put(name, new Tool(custom, namespace, tool.get("name").textValue()));
        return functions.addObject().put("type", FUNCTION).putObject("function").put("name", name);
    }

    /** Writes the tools, and which of them may be used, into a canonical request. */
    void write(JsonNode choice, ObjectNode out) {
        if (functions.isEmpty()) {
            if (!choice.isMissingNode()
                    && !choice.isNull()
                    && !Set.of("auto", "none").contains(choice.asText())) {
                throw Fields.wrong("tool_choice", "orders a call, and there are no tools to call");
            }
            // Vendors want no choice, and no word of calls side by side, where there is nothing to call.
            out.remove("parallel_tool_calls");
            return;
        }
        out.set("tools", functions);
        if (choice.isTextual()) {
            out.set("tool_choice", choice);
        } else if (choice.isObject()) {
            choose(choice, out);
        }
    }

    private void choose(JsonNode choice, ObjectNode out) {
        switch (choice.path("type").asText()) {
            case FUNCTION, CUSTOM -> {
                ObjectNode wanted = out.putObject("tool_choice").put("type", FUNCTION);
                wanted.putObject("function").put("name", name(choice, "tool_choice"));
            }
            case "allowed_tools" -> {
                allow(choice, out);
                String mode = Fields.requiredText(choice, "mode", "tool_choice.mode");
                if (!Set.of("auto", "required").contains(mode)) {
                    throw Fields.wrong("tool_choice.mode", "must be auto or required");
                }
                out.put("tool_choice", mode);
            }
            default -> throw Fields.wrong("tool_choice.type", "must be function, custom or allowed_tools");
        }
    }

    /** No vendor but the dialect's own can be told of tools that are there and not allowed: it is told of the others only. */
    private void allow(JsonNode choice, ObjectNode out) {
        Set<String> allowed = new HashSet<>();
        int index = 0;
        for (JsonNode tool : Fields.items(choice, "tools", "tool_choice.tools")) {
            String path = "tool_choice.tools[" + index++ + ']';
            String name = name(tool, path);
            if (!known.containsKey(name)) {
                throw Fields.wrong(path + ".name", "names none of the tools");
            }
            allowed.add(name);
        }
        if (allowed.isEmpty()) {
            throw Fields.wrong("tool_choice.tools", "is empty: to have no tool used, say none");
        }
        ArrayNode left = out.putArray("tools");
        functions.forEach(tool -> {
            if (allowed.contains(tool.at("/function/name").textValue())) {
                left.add(tool);
            }
        });
    }
}
