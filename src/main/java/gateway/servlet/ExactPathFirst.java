package gateway.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
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

    private static final String EITHER = ",";

    /** By path, then by method. */
    private final Map<String, Map<String, HttpConsumer>> known = new ConcurrentHashMap<>();

    @Override
    public @Nullable HttpConsumer resolve(HttpServletRequest request, Map<String, HttpConsumer> consumers) {
        Map<String, HttpConsumer> methods = known.get(request.getPathInfo());
        HttpConsumer found = methods == null ? null : methods.get(request.getMethod());
        if (found != null) {
            return found;
        }
        HttpConsumer resolved = super.resolve(request, consumers);
        if (resolved != null
                && resolved.getPath().equals(request.getPathInfo())
                && takes(resolved, request.getMethod())) {
            known.computeIfAbsent(resolved.getPath(), path -> new ConcurrentHashMap<>())
                    .put(request.getMethod(), resolved);
        }
        return resolved;
    }

    /** The routes of the REST DSL take OPTIONS beside their own method. */
    private static boolean takes(HttpConsumer consumer, String method) {
        String methods = consumer.getEndpoint().getHttpMethodRestrict();
        return methods != null && List.of(methods.split(EITHER)).contains(method);
    }
}
