package gateway.identity;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How callers are recognised.
 *
 * @param pepper the secret that keys the hashes; empty means: kept in {@code pepperFile}, made at the first start
 * @param pepperFile where a pepper of our own making is kept
 * @param developmentKey the key of the development account; empty means: one is made at the first start
 * @param cacheTtl how long an answer of the database is trusted, and so how long a removed key still works
 * @param cacheSize number of keys, known and unknown ones together, whose answers are kept in memory
 */
@ConfigurationProperties("gateway.identity")
public record IdentitySettings(
        String pepper, Path pepperFile, String developmentKey, Duration cacheTtl, int cacheSize) {

    /** Not the secrets. */
    @Override
    public String toString() {
        return "IdentitySettings[pepperFile=" + pepperFile + ", cacheTtl=" + cacheTtl + ", cacheSize=" + cacheSize
                + ']';
    }
}
