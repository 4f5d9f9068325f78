package gateway.api.gemini;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import gateway.api.ApiError;
import gateway.fault.ErrorCode;
import java.nio.charset.StandardCharsets;

/** Errors in the shape of Google's APIs: {@code {"error":{"code","message","status","details"}}}. */
final class GenerateError {

    private GenerateError() {}

    /** UTF-8 JSON on one line; the stable code is the reason among the details. */
    static byte[] of(ApiError error) {
        ErrorCode code = error.code();
        String field = error.param() == null ? "" : error.param() + ": ";
        return ("{\"error\":{\"code\":" + code.status() + ",\"message\":" + quoted(field + error.message())
                        + ",\"status\":\"" + status(code) + "\",\"details\":[{\"@type\":"
                        + "\"type.googleapis.com/google.rpc.ErrorInfo\",\"reason\":" + quoted(code.wire())
                        + ",\"metadata\":{\"request_id\":" + quoted(error.requestId()) + "}}]}}")
                .getBytes(StandardCharsets.UTF_8);
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
