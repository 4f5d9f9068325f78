package gateway.delivery;

import gateway.identity.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/** Signs what webhooks are told, in the way of the specification "Standard Webhooks": each account has a secret. Thread-safe. */
public final class WebhookKeys {

    private static final String PREFIX = "whsec_";

    private final SigningKey key;

    WebhookKeys(SigningKey key) {
        this.key = key;
    }

    /** The secret by which the account's programs check signatures. */
    public String secret(String account) {
        return PREFIX + Base64.getEncoder().encodeToString(bytes(account));
    }

    /** Value of the header {@code webhook-signature}. */
    String signature(String account, String id, long timestamp, byte[] body) {
        byte[] begin = (id + '.' + timestamp + '.').getBytes(StandardCharsets.UTF_8);
        return "v1," + Base64.getEncoder().encodeToString(HmacSha256.of(bytes(account), begin, body));
    }

    private byte[] bytes(String account) {
        return HexFormat.of().parseHex(key.sign(account));
    }
}
