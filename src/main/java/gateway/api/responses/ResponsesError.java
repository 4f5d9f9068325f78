package gateway.api.responses;

import gateway.api.ApiError;
import java.util.Map;

/** Errors as callers of this dialect know them: in the shape of OpenAI's API, with the names that they have used. */
final class ResponsesError {

    /** What the caller calls a field that is checked behind this dialect. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("messages", "input"),
            Map.entry("messages.content.file", "input.content.input_file"),
            Map.entry("messages.content.image_url", "input.content.input_image"),
            Map.entry("messages.content.input_audio", "input.content.input_audio"),
            Map.entry("max_tokens", "max_output_tokens"),
            Map.entry("max_completion_tokens", "max_output_tokens"),
            Map.entry("response_format", "text.format"),
            Map.entry("response_format.json_schema", "text.format"),
            Map.entry("response_format.json_schema.schema", "text.format.schema"),
            Map.entry("response_format.json_schema.strict", "text.format.strict"),
            Map.entry("verbosity", "text.verbosity"),
            Map.entry("reasoning_effort", "reasoning.effort"),
            Map.entry("logprobs", "include"),
            Map.entry("tools.function.strict", "tools.strict"),
            Map.entry("tools.function.parameters", "tools.parameters"));

    private ResponsesError() {}

    static ApiError named(ApiError error) {
        return error.named(NAMES);
    }
}
