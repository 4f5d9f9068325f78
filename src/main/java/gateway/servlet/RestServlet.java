package gateway.servlet;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.util.stream.Collectors;
import org.apache.camel.component.servlet.CamelHttpTransportServlet;

/** Camel's servlet, but for how it finds the route of a path, and what HTTP wants said of methods. */
final class RestServlet extends CamelHttpTransportServlet {

    /** Attribute that holds what methods a path takes whose method was wrong. */
    static final String ALLOWED = RestServlet.class.getName() + ".allowed";

    private static final String GET = "GET";
    private static final String HEAD = "HEAD";

    @Override
    public void init(ServletConfig config) throws ServletException {
        super.init(config);
        // Not before: it sets one of its own, whatever was there.
        setServletResolveConsumerStrategy(new ExactPathFirst());
    }

    @Override
    protected void doService(HttpServletRequest request, HttpServletResponse response) throws Exception {
        super.doService(HEAD.equals(request.getMethod()) ? new AsGet(request) : request, response);
        if (response.getStatus() == HttpServletResponse.SC_METHOD_NOT_ALLOWED) {
            request.setAttribute(ALLOWED, allowed(request));
        }
    }

    private String allowed(HttpServletRequest request) {
        return METHODS.stream()
                .filter(method -> getServletResolveConsumerStrategy()
                        .isHttpMethodAllowed(request, HEAD.equals(method) ? GET : method, getConsumers()))
                .collect(Collectors.joining(", "));
    }

    /** Whoever asks for the head of an answer is answered as if by {@code GET}: the container leaves the body out. */
    private static final class AsGet extends HttpServletRequestWrapper {

        AsGet(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getMethod() {
            return GET;
        }
    }
}
