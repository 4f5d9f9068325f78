package gateway.delivery;

import org.jspecify.annotations.Nullable;

/**
 * A credential that its vendor wants in the query. It travels as a header as far as the HTTP client, which moves it: in the
 * address of an endpoint it would stand in the console for all to read.
 */
public final class SecretQuery {

    /** {@code name=value}, encoded; never sent as it is. */
    public static final String HEADER = "Gateway-Secret-Query";

    private SecretQuery() {}

    /**
     * Path and query of a call with the credential in it.
     *
     * @param credential value of the header; null when the vendor wants none there
     */
    public static String in(String target, @Nullable String credential) {
        return credential == null ? target : target + (target.indexOf('?') < 0 ? '?' : '&') + credential;
    }
}
