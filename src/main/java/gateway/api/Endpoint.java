package gateway.api;

/**
 * A path of the public port at which a dialect is served by {@code POST}.
 *
 * @param path as the REST DSL writes it, variable parts in braces; also the path that metrics show
 * @param id name of its route
 * @param description of its route, for ops
 */
public record Endpoint(String path, String id, String description) {

    /** A path without the slash at its end, which the router takes for the same. */
    public static String trimmed(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /**
     * Whether a request is meant for it. Paths with variables are shared with others, which are not called by {@code POST}.
     *
     * @param asked path of the request
     */
    public boolean matches(String method, String asked) {
        int variable = path.indexOf('{');
        return variable < 0
                ? path.equals(asked)
                : method.equals("POST") && asked.startsWith(path.substring(0, variable));
    }
}
