package gateway.api.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.Fields;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request of the Responses dialect to the canonical one. Fields it does not know go on as they are. Used once. */
final class ResponsesRequest {

    /** Fields with another name, shape or default in the canonical dialect, or that mean nothing where nothing is stored. */
    private static final Set<String> MAPPED = Set.of(
            "input",
            "instructions",
            "max_output_tokens",
            "reasoning",
            "text",
            "tools",
            "tool_choice",
            "stream",
            "stream_options",
            "top_logprobs",
            "client_metadata",
            "context_management",
            "store",
            "background",
            "include",
            "truncation",
            "max_tool_calls");

    private static final String LOGPROBS = "message.output_text.logprobs";

    private final ObjectMapper mapper;
    private final ObjectNode out;

    ResponsesRequest(ObjectMapper mapper) {
        this.mapper = mapper;
        this.out = mapper.createObjectNode();
    }

    ObjectNode read(ObjectNode in) {
        refuseState(in);
        Fields.refuseChoices(in);
        in.properties().forEach(field -> {
            if (!MAPPED.contains(field.getKey()) && !field.getValue().isNull()) {
                out.set(field.getKey(), field.getValue());
            }
        });
        ArrayNode messages = out.putArray("messages");
        String instructions = Fields.text(in, "instructions", "instructions");
        if (instructions != null) {
            messages.addObject().put("role", "system").put("content", instructions);
        }
        readInput(in, messages);
        set(out, "max_completion_tokens", in.get("max_output_tokens"));
        if (in.path("stream").asBoolean()) {
            out.put("stream", true).putObject("stream_options").put("include_usage", true);
        }
        set(out, "reasoning_effort", in.path("reasoning").get("effort"));
        set(out, "verbosity", in.path("text").get("verbosity"));
        readFormat(in.path("text").path("format"));
        readLogprobs(in);
        new Tools(mapper, in).write(in.path("tool_choice"), out);
        return out;
    }

    private static void refuseState(ObjectNode in) {
        for (String field : new String[] {"previous_response_id", "conversation", "prompt"}) {
            if (in.hasNonNull(field)) {
                throw Fields.wrong(field, "asks for state that is kept between requests, which there is none of here");
            }
        }
        for (String field : new String[] {"store", "background"}) {
            if (in.path(field).asBoolean()) {
                throw Fields.wrong(field, "must be false: nothing is stored here, and no answer can be fetched later");
            }
        }
    }

    private void readInput(ObjectNode in, ArrayNode messages) {
        JsonNode input = in.get("input");
        if (input == null || input.isNull()) {
            throw Fields.wrong("input", "is missing");
        }
        if (input.isTextual()) {
            messages.addObject().put("role", "user").set("content", input);
            return;
        }
        InputItems items = new InputItems(mapper, messages);
        int index = 0;
        for (JsonNode item : Fields.items(in, "input", "input")) {
            items.add(item, "input[" + index++ + ']');
        }
        items.end();
        if (index == 0) {
            throw Fields.wrong("input", "is empty");
        }
    }

    private void readFormat(JsonNode format) {
        switch (format.path("type").asText("text")) {
            case "json_object" -> out.putObject("response_format").put("type", "json_object");
            case "json_schema" -> {
                ObjectNode schema = out.putObject("response_format")
                        .put("type", "json_schema")
                        .putObject("json_schema");
                for (String field : new String[] {"name", "description", "schema", "strict"}) {
                    set(schema, field, format.get(field));
                }
            }
            case "text" -> {
                // needs no word
            }
            default -> throw Fields.wrong("text.format.type", "must be text, json_object or json_schema");
        }
    }

    private void readLogprobs(ObjectNode in) {
        JsonNode most = in.path("top_logprobs");
        boolean wanted = most.isNumber() && most.asDouble() != 0;
        for (JsonNode included : Fields.items(in, "include", "include")) {
            wanted |= LOGPROBS.equals(included.textValue());
        }
        if (wanted) {
            out.put("logprobs", true);
            set(out, "top_logprobs", in.get("top_logprobs"));
        }
    }

    static void set(ObjectNode object, String name, @Nullable JsonNode value) {
        if (value != null && !value.isNull()) {
            object.set(name, value);
        }
    }
}
