package gateway.api.anthropic;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import gateway.api.ApiError;
import gateway.fault.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Errors in the shape of Anthropic's API: {@code {"type":"error","error":{"type","message"},"request_id"}}. */
final class AnthropicError {

    private static final String TOO_LONG = "prompt is too long";
    private static final String TOO_LONG_CODE = "context_length_exceeded";

    /** What the caller calls a field that is checked behind this dialect. */
    private static final Map<String, String> NAMES = Map.of(
            "max_completion_tokens", "max_tokens",
            "stop", "stop_sequences",
            "response_format", "output_config.format",
            "reasoning_effort", "output_config.effort",
            "user", "metadata.user_id",
            "parallel_tool_calls", "tool_choice.disable_parallel_tool_use");

    private AnthropicError() {}

    /** UTF-8 JSON on one line. The stable code stands in front of the message: the shape has no field for it. */
    static byte[] of(ApiError canonical) {
        ApiError error = canonical.named(NAMES);
        String field = error.param() == null ? "" : error.param() + ": ";
        String message = error.code().wire() + ": " + field + words(error);
        String details =
                error.vendorCode() == null ? "" : ",\"details\":{\"error_code\":" + quoted(error.vendorCode()) + "}";
        return ("{\"type\":\"error\",\"error\":{\"type\":\"" + type(error.code()) + "\",\"message\":" + quoted(message)
                        + details + "},\"request_id\":" + quoted(error.requestId()) + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Clients look for these words to know that a conversation has to be made shorter. */
    private static String words(ApiError error) {
        String message = String.valueOf(error.message());
        boolean tooLong = TOO_LONG_CODE.equals(error.vendorCode());
        return tooLong && !message.contains(TOO_LONG) ? TOO_LONG + ": " + message : message;
    }

    private static String type(ErrorCode code) {
        return switch (code.status()) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 503 -> "overloaded_error";
            case 504 -> "timeout_error";
            default -> code.status() < 500 ? "invalid_request_error" : "api_error";
        };
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
