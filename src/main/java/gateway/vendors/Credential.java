package gateway.vendors;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** How a vendor is shown that it is us. Keys made of two parts are written {@code id:secret}. */
public sealed interface Credential {

    /** Whether the question for a vendor's models can show it. */
    default boolean isShownByProbe() {
        return this instanceof None || this instanceof Bearer;
    }

    /** Whether the key is made of two parts. */
    default boolean isPair() {
        return this instanceof Basic || this instanceof Jwt || this instanceof Hmac || this instanceof TokenExchange;
    }

    /** It does not ask. */
    record None() implements Credential {}

    /** {@code Authorization: Bearer <key>}. */
    record Bearer() implements Credential {}

    /** {@code Authorization: Basic}, the key being {@code user:password}. */
    record Basic() implements Credential {}

    /** The key in a header of this name. */
    record Header(String name) implements Credential {}

    /** {@code Authorization: Bearer} with a token signed by HS256, the key being {@code id:secret}. */
    record Jwt(Duration lifetime) implements Credential {}

    /** The key in a query parameter of this name. */
    record Query(String name) implements Credential {}

    /**
     * Every call carries a signature by HMAC-SHA256, the key being {@code id:secret}.
     *
     * @param text what is signed, with the placeholders of {@link #PLACEHOLDERS}
     * @param base64 whether the signature is written in Base64, not in hexadecimal
     * @param date how the time of the call is written
     * @param headers headers by name, with the same placeholders and {@code {id}} and {@code {signature}}
     */
    record Hmac(String text, boolean base64, DateForm date, Map<String, String> headers) implements Credential {

        /** Names of what a signed text may hold, each in braces. The path is as sent, without the query. */
        public static final Set<String> PLACEHOLDERS = Set.of("method", "host", "path", "query", "date", "body-sha256");
    }

    /** How a date is written. */
    enum DateForm {
        /** {@code Tue, 24 Nov 2026 11:30:00 GMT}. */
        HTTP,
        /** {@code 2026-11-24T11:30:00Z}. */
        ISO,
        /** Seconds since 1970. */
        UNIX
    }

    /**
     * The key, {@code id:secret}, is traded for a token that lives for a while.
     *
     * @param path where, below the base URL; called with POST
     * @param json whether the fields are sent as JSON, not as a form
     * @param fields what is sent, in which {@code {id}} and {@code {secret}} stand for the parts of the key
     * @param basic whether the key is shown by {@code Authorization: Basic}, too
     * @param token field of the answer that holds the token; dots lead into a field
     * @param lifetime the same for its life in seconds
     * @param shown how the token is shown: {@link Bearer}, {@link Header} or {@link Query}
     */
    record TokenExchange(
            String path,
            boolean json,
            Map<String, String> fields,
            boolean basic,
            String token,
            String lifetime,
            Credential shown)
            implements Credential {}
}
