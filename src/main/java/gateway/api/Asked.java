package gateway.api;

import org.jspecify.annotations.Nullable;

/**
 * A request as a dialect gets it.
 *
 * @param path decoded path: some dialects name the model there
 * @param query raw query; null when there is none
 * @param body the whole body, within its limit
 */
public record Asked(String path, @Nullable String query, byte[] body) {}
