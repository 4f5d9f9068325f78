package gateway.delivery;

import gateway.vendors.Credential;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Signs one call the way the vendor's card says; done by the HTTP client, which alone knows the address in full. */
public final class CallSignature {

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Credential.Hmac how;
    private final KeyPair key;
    private final Instant now;
    private final byte[] body;
    private final Consumer<String> shown;

    /** @param shown told each signature that is made */
    CallSignature(Credential.Hmac how, KeyPair key, Instant now, byte[] body, Consumer<String> shown) {
        this.shown = shown;
        this.how = how;
        this.key = key;
        this.now = now;
        this.body = body;
    }

    /**
     * Headers that the call must carry.
     *
     * @param host as in the header of that name
     * @param target path and query as sent
     */
    public Map<String, String> headers(String method, String host, String target) {
        int query = target.indexOf('?');
        Map<String, String> values = new HashMap<>();
        values.put("method", method);
        values.put("host", host);
        values.put("path", query < 0 ? target : target.substring(0, query));
        values.put("query", query < 0 ? "" : target.substring(query + 1));
        values.put("date", date());
        values.put("body-sha256", HexFormat.of().formatHex(sha256(body)));
        byte[] signature = key.sign(Placeholders.filled(how.text(), values));
        String written = how.base64()
                ? Base64.getEncoder().encodeToString(signature)
                : HexFormat.of().formatHex(signature);
        shown.accept(written);
        values.put("id", key.id());
        values.put("signature", written);
        Map<String, String> headers = new LinkedHashMap<>();
        how.headers().forEach((name, text) -> headers.put(name, Placeholders.filled(text, values)));
        return headers;
    }

    private String date() {
        return switch (how.date()) {
            case HTTP -> HTTP_DATE.format(now);
            case ISO -> now.truncatedTo(ChronoUnit.SECONDS).toString();
            case UNIX -> Long.toString(now.getEpochSecond());
        };
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
