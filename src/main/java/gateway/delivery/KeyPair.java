package gateway.delivery;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A vendor key of two parts, written {@code id:secret}: the id may be shown to the vendor, the secret only signs. */
record KeyPair(String id, String secret) {

    private static final String ALGORITHM = "HmacSHA256";

    /** @throws CallFailure when the key has another form */
    static KeyPair of(String key) {
        int colon = key.indexOf(':');
        if (colon < 1 || colon == key.length() - 1) {
            throw new CallFailure(FailureKind.OUR_KEY, "the key is not of the form id:secret");
        }
        return new KeyPair(key.substring(0, colon), key.substring(colon + 1));
    }

    /** HMAC-SHA256 of the text's UTF-8 bytes by the secret. */
    byte[] sign(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return id;
    }
}
