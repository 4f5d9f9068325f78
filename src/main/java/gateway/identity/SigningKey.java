package gateway.identity;

/** Signs texts of one purpose, by HMAC-SHA256. Thread-safe. */
public final class SigningKey {

    private final KeyHasher hasher;

    SigningKey(KeyHasher hasher) {
        this.hasher = hasher;
    }

    /** 64 hexadecimal digits in lower case. */
    public String sign(String text) {
        return hasher.hash(text).hex();
    }
}
