package gateway.identity;

import java.nio.charset.StandardCharsets;

/** Keys of other purposes, derived from the secret behind API keys: all nodes that know the same callers have the same ones. */
public final class SigningKeys {

    private final KeyHasher pepper;

    SigningKeys(KeyHasher pepper) {
        this.pepper = pepper;
    }

    /** @param purpose what is signed; never the text of an API key, which has no blank */
    public SigningKey of(String purpose) {
        byte[] derived = pepper.hash("sign " + purpose).hex().getBytes(StandardCharsets.US_ASCII);
        return new SigningKey(new KeyHasher(derived));
    }
}
