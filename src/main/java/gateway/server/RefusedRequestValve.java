package gateway.server;

import gateway.fault.ErrorCode;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/**
 * Answers the requests that the server refuses before any route sees them, a broken request line or headers that are too
 * large, with the gateway's own error instead of a page.
 */
public final class RefusedRequestValve extends ErrorReportValve {

    private static final int FIRST_ERROR = 400;
    private static final int FIRST_SERVER_ERROR = 500;

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        if (response.getStatus() < FIRST_ERROR || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        response.setContentType("application/json");
        response.setCharacterEncoding("utf-8");
        try {
            response.getReporter().write(body(response.getStatus()));
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            // The client is gone, and nobody is left to tell.
            container.getLogger().debug("No answer to a refused request", e);
        }
    }

    private static String body(int status) {
        ErrorCode code = code(status);
        String type = status < FIRST_SERVER_ERROR ? "invalid_request_error" : "api_error";
        return "{\"error\":{\"message\":\"" + message(code) + "\",\"type\":\"" + type + "\",\"param\":null,\"code\":\""
                + code.wire() + "\"}}";
    }

    private static ErrorCode code(int status) {
        for (ErrorCode code : ErrorCode.values()) {
            if (code.status() == status) {
                return code;
            }
        }
        return status < FIRST_SERVER_ERROR ? ErrorCode.INVALID_REQUEST : ErrorCode.INTERNAL_ERROR;
    }

    private static String message(ErrorCode code) {
        return switch (code) {
            case INVALID_REQUEST ->
                "The request is not valid HTTP: check its request line and its headers, and that together they are not too large.";
            case INTERNAL_ERROR -> "The gateway failed: try again.";
            default -> "The request was refused before it reached the API.";
        };
    }
}
