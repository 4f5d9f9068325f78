package gateway.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import gateway.fault.ErrorCode;
import gateway.fault.GatewayException;
import gateway.time.Ticker;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells who is calling from the API key they send. A key that was seen lately costs one keyed hash and no look at the
 * database; unknown keys are remembered in the same bounded cache, so that a client with a wrong key is no load either.
 */
public final class ApiKeys {

    private static final String BEARER = "Bearer ";
    /** Longer ones are not looked at, in characters. */
    static final int MAX_KEY_LENGTH = 256;

    /** The same words whatever is wrong: they must not tell a malformed key from an unknown one. */
    private static final String REFUSAL = "Incorrect or missing API key. Send it as 'Authorization: Bearer <key>'.";

    private final KeyHasher hasher;
    private final KeyStore store;
    private final Cache<KeyHash, Optional<Principal>> answers;

    ApiKeys(KeyHasher hasher, KeyStore store, IdentitySettings settings, Ticker ticker) {
        this.hasher = hasher;
        this.store = store;
        this.answers = Caffeine.newBuilder()
                .maximumSize(settings.cacheSize())
                .expireAfterWrite(settings.cacheTtl())
                .ticker(ticker::nanos)
                .executor(Runnable::run)
                .build();
    }

    /**
     * Recognises the caller.
     *
     * @param authorization value of the header {@code Authorization}; goes before the other one when it is a bearer token
     * @param apiKey value of the header {@code x-api-key}
     * @throws GatewayException {@link ErrorCode#INVALID_API_KEY} when neither holds a key we know
     */
    public Principal authenticate(@Nullable String authorization, @Nullable String apiKey) {
        String key = key(authorization, apiKey);
        if (key == null) {
            throw refusal();
        }
        KeyHash hash = hasher.hash(key);
        Optional<Principal> answer = answers.getIfPresent(hash);
        if (answer == null) {
            // Not computed inside the cache: that would hold one of its locks, and with it a carrier thread, for as
            // long
            // as the database takes.
            answer = Optional.ofNullable(store.find(hash)).map(StoredKey::principal);
            answers.put(hash, answer);
        }
        return answer.orElseThrow(ApiKeys::refusal);
    }

    private static @Nullable String key(@Nullable String authorization, @Nullable String apiKey) {
        String key = authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length())
                : apiKey;
        if (key == null || key.length() > MAX_KEY_LENGTH) {
            return null;
        }
        String stripped = key.strip();
        return stripped.isEmpty() ? null : stripped;
    }

    private static GatewayException refusal() {
        return new GatewayException(ErrorCode.INVALID_API_KEY, REFUSAL);
    }
}
