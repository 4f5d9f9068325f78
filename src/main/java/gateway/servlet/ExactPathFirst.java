package gateway.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.http.common.HttpConsumer;
import org.apache.camel.http.common.HttpRestServletResolveConsumerStrategy;
import org.jspecify.annotations.Nullable;

/**
 * Finds the route of a path without variables at once. The strategy it extends compares every request with every path, and
 * builds a list to do so. Only paths that are a route's own are remembered: callers cannot fill this memory.
 */
final class ExactPathFirst extends HttpRestServletResolveConsumerStrategy {

    private final Map<String, HttpConsumer> known = new ConcurrentHashMap<>();

    @Override
    public @Nullable HttpConsumer resolve(HttpServletRequest request, Map<String, HttpConsumer> consumers) {
        HttpConsumer found = known.get(request.getPathInfo());
        if (found != null && found.getEndpoint().getHttpMethodRestrict().equals(request.getMethod())) {
            return found;
        }
        HttpConsumer resolved = super.resolve(request, consumers);
        if (resolved != null
                && resolved.getPath().equals(request.getPathInfo())
                && request.getMethod().equals(resolved.getEndpoint().getHttpMethodRestrict())) {
            known.put(resolved.getPath(), resolved);
        }
        return resolved;
    }
}
