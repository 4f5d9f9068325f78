package gateway.api.gemini;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import gateway.api.ApiError;
import gateway.fault.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Errors in the shape of Google's APIs: {@code {"error":{"code","message","status","details"}}}. */
final class GenerateError {

    /** What the caller calls a field that is checked behind this dialect. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("messages", "contents"),
            Map.entry("max_tokens", "generationConfig.maxOutputTokens"),
            Map.entry("max_completion_tokens", "generationConfig.maxOutputTokens"),
            Map.entry("temperature", "generationConfig.temperature"),
            Map.entry("top_p", "generationConfig.topP"),
            Map.entry("top_k", "generationConfig.topK"),
            Map.entry("n", "generationConfig.candidateCount"),
            Map.entry("stop", "generationConfig.stopSequences"),
            Map.entry("seed", "generationConfig.seed"),
            Map.entry("presence_penalty", "generationConfig.presencePenalty"),
            Map.entry("frequency_penalty", "generationConfig.frequencyPenalty"),
            Map.entry("logprobs", "generationConfig.responseLogprobs"),
            Map.entry("top_logprobs", "generationConfig.logprobs"),
            Map.entry("modalities", "generationConfig.responseModalities"),
            Map.entry("response_format", "generationConfig.responseSchema"),
            Map.entry("reasoning_effort", "generationConfig.thinkingConfig"),
            Map.entry("thinking", "generationConfig.thinkingConfig"),
            Map.entry("tool_choice", "toolConfig.functionCallingConfig"));

    private GenerateError() {}

    /** UTF-8 JSON on one line; the stable code is the reason among the details. */
    static byte[] of(ApiError canonical) {
        ApiError error = canonical.named(NAMES);
        ErrorCode code = error.code();
        String field = error.param();
        String message = (field == null ? "" : field + ": ") + error.message();
        return ("{\"error\":{\"code\":" + code.status() + ",\"message\":" + quoted(message)
                        + ",\"status\":\"" + status(code) + "\",\"details\":[{\"@type\":"
                        + "\"type.googleapis.com/google.rpc.ErrorInfo\",\"reason\":" + quoted(code.wire())
                        + ",\"metadata\":{\"request_id\":" + quoted(error.requestId()) + "}}"
                        + violation(field, message)
                        + "]}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String violation(@Nullable String field, String message) {
        return field == null
                ? ""
                : ",{\"@type\":\"type.googleapis.com/google.rpc.BadRequest\",\"fieldViolations\":[{\"field\":"
                        + quoted(field) + ",\"description\":" + quoted(message) + "}]}";
    }

    private static String status(ErrorCode code) {
        return switch (code.status()) {
            case 401 -> "UNAUTHENTICATED";
            case 403 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 429 -> "RESOURCE_EXHAUSTED";
            case 502, 503 -> "UNAVAILABLE";
            case 504 -> "DEADLINE_EXCEEDED";
            default -> code.status() < 500 ? "INVALID_ARGUMENT" : "INTERNAL";
        };
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
