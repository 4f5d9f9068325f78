package gateway.vendors;

import java.time.Duration;

/** How a vendor is shown that it is us. */
public sealed interface Credential {

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
}
