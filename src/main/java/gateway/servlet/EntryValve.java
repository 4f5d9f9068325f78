package gateway.servlet;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.http.MimeHeaders;

/**
 * First look at every request: refuses what no route should see, and hands on what no servlet sees of Tomcat's own:
 * the connection's {@link SocketProbe} and the response.
 */
final class EntryValve extends ValveBase {

    static final String PROBE = SocketProbe.class.getName();
    static final String RESPONSE = Response.class.getName();

    /** Attribute that holds what is to be done when the request has left the servlet. */
    static final String END = EntryValve.class.getName() + ".end";

    static final int HEADERS_TOO_LARGE = 431;

    private static final String LIVE = "/livez";
    private static final String READY = "/readyz";

    private final int headerLimit;
    private final BooleanSupplier open;

    /**
     * @param headerLimit names and values of all headers together, in bytes
     * @param open whether every route has started and none has been asked to stop; before and after that the answer is 503
     */
    EntryValve(int headerLimit, BooleanSupplier open) {
        super(true);
        this.headerLimit = headerLimit;
        this.open = open;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        UnreadText.free(request);
        if (isSmuggled(request)) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        if (headerBytes(request.getCoyoteRequest().getMimeHeaders()) > headerLimit) {
            response.sendError(HEADERS_TOO_LARGE);
            return;
        }
        if (!open.getAsBoolean() && !isSignOfLife(request)) {
            response.setHeader("Retry-After", "1");
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        Object probe = request.getCoyoteRequest().getNote(ProbedHttp11Protocol.PROBE_NOTE);
        if (probe != null) {
            request.setAttribute(PROBE, probe);
        }
        request.setAttribute(RESPONSE, response);
        try {
            getNext().invoke(request, response);
        } finally {
            if (request.getAttribute(END) instanceof Runnable end) {
                end.run();
            }
        }
    }

    private static boolean isSignOfLife(Request request) {
        return LIVE.equals(request.getRequestURI()) || READY.equals(request.getRequestURI());
    }

    /** HTTP/1.0 knows no transfer coding: a proxy before us and we would disagree on where such a request ends. */
    private static boolean isSmuggled(Request request) {
        return "HTTP/1.0".equals(request.getProtocol()) && request.getHeader("Transfer-Encoding") != null;
    }

    /** Counted on the raw bytes: asking for strings would make them. */
    private static int headerBytes(MimeHeaders headers) {
        int bytes = 0;
        for (int i = 0; i < headers.size(); i++) {
            bytes += headers.getName(i).getLength() + headers.getValue(i).getLength();
        }
        return bytes;
    }
}
