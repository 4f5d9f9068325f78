package gateway.api;

/**
 * A path of the public port at which a dialect is served by {@code POST}.
 *
 * @param path as the REST DSL writes it, variable parts in braces; also the path that metrics show
 * @param id name of its route
 * @param description of its route, for ops
 */
public record Endpoint(String path, String id, String description) {}
