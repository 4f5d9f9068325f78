package gateway.delivery;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * What came from outside: the few headers we look at, and the body, not yet read. No other header of a caller goes any
 * further, but for those that a vendor's card names.
 *
 * @param method HTTP method
 * @param path decoded path
 * @param query raw query
 * @param contentLength announced length in bytes; -1 when unknown
 * @param authorization value of {@code Authorization}
 * @param apiKey value of {@code x-api-key}, or {@code x-goog-api-key}
 * @param strategy value of {@code x-gateway-strategy}
 * @param region value of {@code x-gateway-region}
 * @param deadline value of {@code x-gateway-deadline-ms}
 * @param headers of other names, for those that a vendor's card lets through
 */
public record Inbound(
        String method,
        String path,
        @Nullable String query,
        @Nullable String contentType,
        @Nullable String contentEncoding,
        long contentLength,
        @Nullable String authorization,
        @Nullable String apiKey,
        @Nullable String strategy,
        @Nullable String region,
        @Nullable String deadline,
        Headers headers,
        InputStream body,
        Client client) {

    /** Looks a header up while the request lasts. */
    @FunctionalInterface
    public interface Headers {
        @Nullable
        String value(String name);
    }
}
