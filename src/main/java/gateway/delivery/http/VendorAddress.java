package gateway.delivery.http;

import gateway.delivery.Enrich;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.net.PercentCodec;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;

/** Where a route calls its vendor, taken apart once, when the route is built, and not anew for every call. */
final class VendorAddress {

    /** Stand in a path for names at the vendor, as addresses are encoded. */
    private static final Map<String, String> PLACEHOLDERS =
            Map.of("%7Bmodel%7D", Enrich.MODEL, "%7Btask%7D", Enrich.TASK);

    private static final String SECURE = "https";

    private final HttpRoute route;
    private final URIAuthority authority;
    private final String host;
    private final String before;
    private final String after;
    private final @Nullable String property;

    VendorAddress(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        boolean secure = SECURE.equals(scheme);
        this.authority = new URIAuthority(uri.getHost(), uri.getPort());
        int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
        this.route = new HttpRoute(new HttpHost(scheme, uri.getHost(), port), null, secure);
        this.host = authority.toString();
        String target = (uri.getRawPath().isEmpty() ? "/" : uri.getRawPath())
                + (uri.getRawQuery() == null ? "" : '?' + uri.getRawQuery());
        String held = PLACEHOLDERS.keySet().stream()
                .filter(target::contains)
                .findFirst()
                .orElse(null);
        int at = held == null ? target.length() : target.indexOf(held);
        this.property = held == null ? null : PLACEHOLDERS.get(held);
        this.before = target.substring(0, at);
        this.after = held == null ? "" : target.substring(at + held.length());
    }

    HttpRoute route() {
        return route;
    }

    URIAuthority authority() {
        return authority;
    }

    /** Value of the header {@code Host}. */
    String host() {
        return host;
    }

    /** Exchange property that holds the name which stands in the path; null when none does. */
    @Nullable
    String property() {
        return property;
    }

    /** Path and query. */
    String target(String name) {
        return property == null ? before : before + PercentCodec.encode(name, StandardCharsets.UTF_8) + after;
    }
}
