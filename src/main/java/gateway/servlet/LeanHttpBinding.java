package gateway.servlet;

import gateway.delivery.Inbound;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.http.common.DefaultHttpBinding;
import org.apache.camel.http.common.HttpMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts an {@link Inbound} into the message, and nothing else: no header, query or form field of a caller becomes a header
 * of the exchange, where components would take orders from it, and nothing is copied that nobody reads. Answers are
 * written by the steps that make them, so there is nothing left to write at the end.
 */
final class LeanHttpBinding extends DefaultHttpBinding {

    private static final Logger LOG = LoggerFactory.getLogger(LeanHttpBinding.class);

    @Override
    public void readRequest(HttpServletRequest request, Message message) {
        // The servlet itself cuts its context path off this one header and fails without it.
        message.setHeader(Exchange.HTTP_PATH, request.getPathInfo());
    }

    @Override
    public Object parseBody(HttpServletRequest request, Message message) throws IOException {
        HttpServletResponse response = ((HttpMessage) message).getResponse();
        SocketProbe probe = (SocketProbe) request.getAttribute(EntryValve.PROBE);
        return new Inbound(
                request.getMethod(),
                request.getPathInfo(),
                request.getQueryString(),
                request.getContentType(),
                request.getHeader("Content-Encoding"),
                request.getContentLengthLong(),
                request.getHeader("Authorization"),
                request.getHeader("x-api-key"),
                request.getHeader("x-gateway-strategy"),
                request.getHeader("x-gateway-region"),
                request.getHeader("x-gateway-deadline-ms"),
                request.getInputStream(),
                new ServletClient(response, probe));
    }

    /** Answers are written already; what is left is an exception that no step has told the caller. */
    @Override
    public void writeResponse(Exchange exchange, HttpServletResponse response) throws IOException {
        Exception untold = exchange.getException();
        if (untold != null && !response.isCommitted()) {
            LOG.error("a request failed outside its route's own error handling", untold);
            response.sendError(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        }
    }
}
