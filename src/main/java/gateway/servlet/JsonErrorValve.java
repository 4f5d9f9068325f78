package gateway.servlet;

import gateway.api.ApiError;
import gateway.api.Dialect;
import gateway.api.Dialects;
import gateway.delivery.RequestIds;
import gateway.fault.ErrorCode;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/** Answers of the container itself, such as an unknown path or method, in the form that whoever calls this path expects. */
public final class JsonErrorValve extends ErrorReportValve {

    private final Dialects dialects;

    JsonErrorValve(Dialects dialects) {
        this.dialects = dialects;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        int status = response.getStatus();
        // A body that is begun, or an answer that is none of the container's, stays as it is.
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        ErrorCode code = code(status);
        try {
            response.setContentType("application/json");
            String id = RequestIds.next();
            response.setHeader(RequestIds.HEADER, id);
            // A route that has failed outside its own error handling may have done, and paid for, the work.
            boolean retryable = code.retryable() && code != ErrorCode.INTERNAL_ERROR;
            response.setHeader("x-should-retry", Boolean.toString(retryable));
            if (request.getAttribute(RestServlet.ALLOWED) instanceof String methods) {
                response.setHeader("Allow", methods);
            }
            Dialect dialect = dialects.at(request.getMethod(), request.getRequestURI());
            byte[] body =
                    dialect.error(new ApiError(code, message(code, request, response), null, null, retryable, id));
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            container.getLogger().debug("the caller left before the error was told", e);
        }
    }

    private static ErrorCode code(int status) {
        return switch (status) {
            case 404 -> ErrorCode.UNKNOWN_PATH;
            case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
            case 413 -> ErrorCode.BODY_TOO_LARGE;
            case 431 -> ErrorCode.HEADERS_TOO_LARGE;
            case 503 -> ErrorCode.SHUTTING_DOWN;
            default -> status < 500 ? ErrorCode.INVALID_REQUEST : ErrorCode.INTERNAL_ERROR;
        };
    }

    private static String message(ErrorCode code, Request request, Response response) {
        return switch (code) {
            case UNKNOWN_PATH ->
                "There is nothing at this path. Chat is at POST /v1/chat/completions, the list of models at"
                        + " GET /v1/models.";
            case METHOD_NOT_ALLOWED ->
                "The method " + request.getMethod() + " is not allowed at this path; allowed are "
                        + response.getHeader("Allow") + ".";
            case HEADERS_TOO_LARGE ->
                "The request line and headers are too large together: send fewer or shorter ones.";
            case SHUTTING_DOWN -> "The gateway is starting or stopping; try again shortly.";
            case INTERNAL_ERROR -> "Something went wrong inside the gateway.";
            default -> "The request is not valid HTTP for this API.";
        };
    }
}
