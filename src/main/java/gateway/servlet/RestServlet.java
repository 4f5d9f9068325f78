package gateway.servlet;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import org.apache.camel.component.servlet.CamelHttpTransportServlet;

/** Camel's servlet, but for how it finds the route of a path. */
final class RestServlet extends CamelHttpTransportServlet {

    @Override
    public void init(ServletConfig config) throws ServletException {
        super.init(config);
        // Not before: it sets one of its own, whatever was there.
        setServletResolveConsumerStrategy(new ExactPathFirst());
    }
}
