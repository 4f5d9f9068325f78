package gateway.delivery;

import gateway.vendors.Credential;
import gateway.vendors.VendorKey;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import org.apache.camel.Message;

/** Shows a vendor that it is us, in the way its card names. */
final class Credentials {

    private static final String AUTHORIZATION = "Authorization";

    private final TokenExchange exchange;
    private final InstantSource clock;

    Credentials(TokenExchange exchange, InstantSource clock) {
        this.exchange = exchange;
        this.clock = clock;
    }

    /**
     * @param body of the call, for those who sign it
     * @throws CallFailure when our key has not the form it needs, or cannot be traded for a token
     */
    void show(Attempt attempt, byte[] body, Message message) {
        VendorKey key = attempt.key;
        if (key == null) {
            return;
        }
        switch (attempt.offer().vendor().card().credential()) {
            case Credential.Jwt jwt ->
                show(
                        new Credential.Bearer(),
                        SignedToken.of(KeyPair.of(key.secret()), jwt.lifetime(), clock.instant()),
                        attempt,
                        message);
            case Credential.Hmac hmac ->
                attempt.upstream.sign(new CallSignature(
                        hmac,
                        KeyPair.of(key.secret()),
                        clock.instant(),
                        body,
                        signature -> attempt.signature = signature));
            case Credential.TokenExchange how -> {
                String token = exchange.token(how, attempt.offer().outlet().baseUrl(), key, attempt.upstream);
                attempt.exchanged = true;
                show(how.shown(), token, attempt, message);
            }
            case Credential.None none -> {
                // nothing to show
            }
            case Credential simple -> show(simple, key.secret(), attempt, message);
        }
    }

    /** The vendor has refused the token it was shown: the next attempt gets another. */
    void forget(Attempt attempt) {
        if (attempt.key != null
                && attempt.offer().vendor().card().credential() instanceof Credential.TokenExchange how) {
            exchange.forget(how, attempt.offer().outlet().baseUrl(), attempt.key, attempt.shown);
        }
    }

    private static void show(Credential how, String secret, Attempt attempt, Message message) {
        attempt.shown = secret;
        switch (how) {
            case Credential.Basic basic -> message.setHeader(AUTHORIZATION, "Basic " + base64(secret));
            case Credential.Header header -> message.setHeader(header.name(), secret);
            case Credential.Query query ->
                message.setHeader(
                        SecretQuery.HEADER, query.name() + '=' + URLEncoder.encode(secret, StandardCharsets.UTF_8));
            default -> message.setHeader(AUTHORIZATION, "Bearer " + secret);
        }
    }

    static String base64(String secret) {
        return Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
    }
}
