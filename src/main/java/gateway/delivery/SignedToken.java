package gateway.delivery;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** A JWT by HS256 (RFC 7519), in which we say who we are for a while. Signing costs less than keeping it would. */
final class SignedToken {

    private static final String HEADER = encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");

    /** A vendor whose clock is late must not take the token for one of the future. */
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(30);

    private SignedToken() {}

    /** @param key its id is the issuer */
    static String of(KeyPair key, Duration lifetime, Instant now) {
        long issued = now.minus(CLOCKS_DIFFER).getEpochSecond();
        String claims =
                "{\"iss\":\"" + new String(JsonStringEncoder.getInstance().quoteAsString(key.id()))
                        + "\",\"iat\":" + issued
                        + ",\"nbf\":" + issued
                        + ",\"exp\":" + now.plus(lifetime).getEpochSecond() + "}";
        String signed = HEADER + '.' + encoded(claims);
        return signed + '.' + encoded(key.sign(signed));
    }

    private static String encoded(String text) {
        return encoded(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
