package gateway.api;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import gateway.fault.ErrorCode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Errors in the shape of the OpenAI API: {@code {"error":{"message","type","param","code","retryable","request_id"}}}.
 * Written by hand because errors must be possible when nothing else is.
 */
public final class ErrorBody {

    private ErrorBody() {}

    /** UTF-8 JSON on one line: fit for a body and for the data of a stream event. */
    public static byte[] of(ErrorCode code, @Nullable String message, @Nullable String param, String requestId) {
        return ("{\"error\":{\"message\":" + quoted(message)
                        + ",\"type\":" + quoted(type(code))
                        + ",\"param\":" + quoted(param)
                        + ",\"code\":" + quoted(code.wire())
                        + ",\"retryable\":" + code.retryable()
                        + ",\"request_id\":" + quoted(requestId) + "}}")
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
