package gateway.api.openai;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import gateway.api.ApiError;
import gateway.fault.ErrorCode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Errors in the shape of the OpenAI API: {@code {"error":{"message","type","param","code","retryable","request_id"}}}.
 * Written by hand because errors must be possible when nothing else is.
 */
public final class OpenAiError {

    private OpenAiError() {}

    /** UTF-8 JSON on one line: fit for a body and for the data of a stream event. */
    public static byte[] of(ApiError error) {
        ErrorCode code = error.code();
        return ("{\"error\":{\"message\":" + quoted(error.message())
                        + ",\"type\":" + quoted(type(code))
                        + ",\"param\":" + quoted(error.param())
                        + ",\"code\":" + quoted(error.vendorCode() == null ? code.wire() : error.vendorCode())
                        + ",\"retryable\":" + error.retryable()
                        + ",\"request_id\":" + quoted(error.requestId()) + "}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String type(ErrorCode code) {
        return switch (code.status()) {
            case 401 -> "authentication_error";
            case 429 -> "rate_limit_error";
            default -> code.status() < 500 ? "invalid_request_error" : "server_error";
        };
    }

    private static String quoted(@Nullable String text) {
        return text == null
                ? "null"
                : '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
