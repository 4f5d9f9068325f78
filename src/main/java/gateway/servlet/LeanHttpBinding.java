package gateway.servlet;

import gateway.delivery.Inbound;
import gateway.logging.Wordless;
import gateway.time.Ticker;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.http.common.DefaultHttpBinding;
import org.apache.catalina.connector.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts an {@link Inbound} into the message, and nothing else: no header, query or form field of a caller becomes a header
 * of the exchange, where components would take orders from it, and nothing is copied that nobody reads. Answers are
 * written by the steps that make them, so there is nothing left to write at the end.
 */
final class LeanHttpBinding extends DefaultHttpBinding {

    private static final Logger LOG = LoggerFactory.getLogger(LeanHttpBinding.class);
    private static final String KEY_PARAMETER = "key=";

    private final Ticker ticker;

    LeanHttpBinding(Ticker ticker) {
        this.ticker = ticker;
    }

    @Override
    public void readRequest(HttpServletRequest request, Message message) {
        // The servlet itself cuts its context path off this one header and fails without it.
        message.setHeader(Exchange.HTTP_PATH, request.getPathInfo());
    }

    @Override
    public Object parseBody(HttpServletRequest request, Message message) throws IOException {
        Response response = (Response) request.getAttribute(EntryValve.RESPONSE);
        SocketProbe probe = (SocketProbe) request.getAttribute(EntryValve.PROBE);
        return new Inbound(
                request.getMethod(),
                request.getPathInfo(),
                request.getQueryString(),
                request.getContentType(),
                request.getHeader("Content-Encoding"),
                request.getContentLengthLong(),
                request.getHeader("Authorization"),
                apiKey(request),
                request.getHeader("x-gateway-strategy"),
                request.getHeader("x-gateway-region"),
                request.getHeader("x-gateway-deadline-ms"),
                request::getHeader,
                request.getInputStream(),
                new ServletClient(response, probe, ticker));
    }

    /** Where clients put a key who do not use {@code Authorization}; in the query it is not looked at before the others. */
    private static @Nullable String apiKey(HttpServletRequest request) {
        String key = request.getHeader("x-api-key");
        key = key == null ? request.getHeader("x-goog-api-key") : key;
        String query = request.getQueryString();
        if (key == null && query != null) {
            for (String parameter : query.split("&", -1)) {
                if (parameter.startsWith(KEY_PARAMETER)) {
                    return decoded(parameter.substring(KEY_PARAMETER.length()));
                }
            }
        }
        return key;
    }

    private static @Nullable String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Answers are written already; what is left is an exception that no step has told the caller. */
    @Override
    public void writeResponse(Exchange exchange, HttpServletResponse response) throws IOException {
        Exception untold = exchange.getException();
        if (untold != null && !response.isCommitted()) {
            LOG.error("a request failed outside its route's own error handling", Wordless.of(untold));
            response.sendError(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        }
    }
}
