package gateway.identity;

import java.nio.charset.StandardCharsets;

/** Keys for tests of other packages. */
public final class TestKeys {

    private static final byte[] PEPPER = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private TestKeys() {}

    public static SigningKey signing(String purpose) {
        return new SigningKeys(new KeyHasher(PEPPER)).of(purpose);
    }
}
