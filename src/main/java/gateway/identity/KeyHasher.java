package gateway.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Turns API keys into keyed hashes. Whoever steals the database without the pepper can test no guess. */
final class KeyHasher {

    private static final String ALGORITHM = "HmacSHA256";

    /**
     * Never fed, only copied: a copy is cheaper than a new keyed instance, needs no lock, and leaves nothing behind on a
     * thread, of which there is one a request.
     */
    private final Mac keyed;

    KeyHasher(byte[] pepper) {
        try {
            keyed = Mac.getInstance(ALGORITHM);
            keyed.init(new SecretKeySpec(pepper, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " is part of every JDK", e);
        }
    }

    KeyHash hash(String key) {
        try {
            Mac mac = (Mac) keyed.clone();
            return new KeyHash(mac.doFinal(key.getBytes(StandardCharsets.UTF_8)));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's " + ALGORITHM + " can be copied", e);
        }
    }
}
