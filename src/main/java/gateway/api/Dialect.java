package gateway.api;

import gateway.fault.GatewayException;
import java.util.List;

/**
 * One public API for chat: how its callers ask, and how they are answered. Inside, everything is the canonical dialect, the
 * JSON of OpenAI's chat completions; a dialect is the codec between the two and knows nothing of vendors. Adding one is a
 * package with a bean of this type. Stateless.
 */
public interface Dialect {

    /** Short and unique; part of the names of routes, for example {@code serve-openai}. */
    String name();

    /** Where it is served. */
    List<Endpoint> endpoints();

    /**
     * Whether a path is one of this dialect's API, although nothing may be served there.
     *
     * @param path in small letters
     */
    default boolean isNear(String path) {
        return endpoints().stream().anyMatch(endpoint -> path.startsWith(endpoint.path() + '/'));
    }

    /**
     * Reads a request.
     *
     * @throws GatewayException 400, naming the field at fault by the caller's name for it
     */
    Canonical read(Asked asked);

    /** An error as the body of an answer, UTF-8 JSON on one line. */
    byte[] error(ApiError error);
}
