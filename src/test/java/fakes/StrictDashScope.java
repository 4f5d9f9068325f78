package fakes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * DashScope's door for text: refuses, as the vendor does, what breaks the rules of its own text generation; what keeps them
 * is answered by another script.
 */
public final class StrictDashScope implements Script {

    private static final Set<String> TOP = Set.of("model", "input", "parameters");

    private static final Set<String> PARAMETERS = Set.of(
            "result_format",
            "incremental_output",
            "enable_thinking",
            "thinking_budget",
            "temperature",
            "top_p",
            "top_k",
            "repetition_penalty",
            "presence_penalty",
            "max_tokens",
            "seed",
            "stop",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "enable_search",
            "search_options",
            "response_format",
            "logprobs",
            "top_logprobs",
            "n");

    private static final Set<String> MESSAGE =
            Set.of("role", "content", "name", "tool_calls", "tool_call_id", "partial");
    private static final Set<String> ROLES = Set.of("system", "user", "assistant", "tool");

    private final Script answer;

    /** @param answer to what keeps the rules */
    public StrictDashScope(Script answer) {
        this.answer = answer;
    }

    @Override
    public void play(Call call) throws IOException {
        List<String> faults = new ArrayList<>();
        JsonNode request = call.request().json();
        boolean streams = String.valueOf(call.request().header("accept")).startsWith("text/event-stream");
        unknown(request, TOP, faults);
        parameters(request.path("parameters"), streams, faults);
        messages(request.path("input").path("messages"), faults);
        (faults.isEmpty() ? answer : refusal(String.join("; ", faults))).play(call);
    }

    private static Script refusal(String faults) {
        var error = JsonNodeFactory.instance.objectNode();
        error.put("code", "InvalidParameter").put("message", faults).put("request_id", "r-0");
        return Script.json(400, error.toString());
    }

    private static void parameters(JsonNode parameters, boolean streams, List<String> faults) {
        unknown(parameters, PARAMETERS, faults);
        boolean thinks = parameters.path("enable_thinking").asBoolean();
        check(parameters.path("result_format").asText().equals("message"), "tools need result_format message", faults);
        check(streams || !thinks, "parameter.enable_thinking must be set to false for non-streaming calls", faults);
        check(
                streams == parameters.path("incremental_output").asBoolean(),
                "incremental_output goes with streams, and only with them",
                faults);
    }

    /** Every call has its result, right after it. */
    private static void messages(JsonNode messages, List<String> faults) {
        check(!messages.isEmpty(), "input.messages is empty", faults);
        Set<String> open = new HashSet<>();
        for (JsonNode message : messages) {
            unknown(message, MESSAGE, faults);
            String role = message.path("role").asText();
            check(ROLES.contains(role), role + " is not one of the roles", faults);
            check(message.path("content").isTextual(), "content must be a string", faults);
            boolean awaited = open.remove(message.path("tool_call_id").asText());
            check(role.equals("tool") ? awaited : open.isEmpty(), "a call without its result, or the reverse", faults);
            message.path("tool_calls").forEach(call -> open.add(call.path("id").asText()));
        }
        check(open.isEmpty(), "a call without its result", faults);
    }

    private static void unknown(JsonNode object, Set<String> known, List<String> faults) {
        object.properties()
                .forEach(field -> check(known.contains(field.getKey()), "unknown field " + field.getKey(), faults));
    }

    private static void check(boolean holds, String fault, List<String> faults) {
        if (!holds) {
            faults.add(fault);
        }
    }
}
