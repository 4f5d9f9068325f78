package gateway.api.http;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.http.MimeHeaders;

/**
 * First look at every request: refuses what no route should see, and hands the connection's {@link SocketProbe} from
 * Tomcat's request, which no servlet sees, to the servlet's.
 */
final class EntryValve extends ValveBase {

    static final String PROBE = SocketProbe.class.getName();

    private static final int HEADERS_TOO_LARGE = 431;

    private final int headerLimit;

    /** @param headerLimit names and values of all headers together, in bytes */
    EntryValve(int headerLimit) {
        super(true);
        this.headerLimit = headerLimit;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (isSmuggled(request)) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        if (headerBytes(request.getCoyoteRequest().getMimeHeaders()) > headerLimit) {
            response.sendError(HEADERS_TOO_LARGE);
            return;
        }
        Object probe = request.getCoyoteRequest().getNote(ProbedHttp11Protocol.PROBE_NOTE);
        if (probe != null) {
            request.setAttribute(PROBE, probe);
        }
        getNext().invoke(request, response);
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
