package gateway.delivery;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A JWT by HS256 (RFC 7519), in which we say who we are for a while. Signing costs less than keeping it would. */
final class SignedToken {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String HEADER = encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");

    /** A vendor whose clock is late must not take the token for one of the future. */
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(30);

    private SignedToken() {}

    /**
     * @param key {@code id:secret}; the id is the issuer
     * @throws CallFailure when the key has another form
     */
    static String of(String key, Duration lifetime, Instant now) {
        int colon = key.indexOf(':');
        if (colon < 1 || colon == key.length() - 1) {
            throw new CallFailure(FailureKind.OUR_KEY, "the key is not of the form id:secret");
        }
        long issued = now.getEpochSecond();
        String claims =
                "{\"iss\":\"" + new String(JsonStringEncoder.getInstance().quoteAsString(key.substring(0, colon)))
                        + "\",\"iat\":" + issued
                        + ",\"nbf\":" + (issued - CLOCKS_DIFFER.toSeconds())
                        + ",\"exp\":" + (issued + lifetime.toSeconds()) + "}";
        String signed = HEADER + '.' + encoded(claims);
        return signed + '.' + encoded(sign(key.substring(colon + 1), signed));
    }

    private static byte[] sign(String secret, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private static String encoded(String text) {
        return encoded(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
