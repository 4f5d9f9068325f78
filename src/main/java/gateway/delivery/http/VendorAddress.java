package gateway.delivery.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.net.PercentCodec;
import org.apache.hc.core5.net.URIAuthority;

/** Where a route calls its vendor, taken apart once, when the route is built, and not anew for every call. */
final class VendorAddress {

    /** Stands in a path for the model's name at the vendor, as addresses are encoded. */
    private static final String MODEL = "%7Bmodel%7D";

    private static final String SECURE = "https";

    private final HttpRoute route;
    private final URIAuthority authority;
    private final String host;
    private final String beforeModel;
    private final String afterModel;
    private final boolean namesModel;

    VendorAddress(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        boolean secure = SECURE.equals(scheme);
        this.authority = new URIAuthority(uri.getHost(), uri.getPort());
        int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
        this.route = new HttpRoute(new HttpHost(scheme, uri.getHost(), port), null, secure);
        this.host = authority.toString();
        String target = (uri.getRawPath().isEmpty() ? "/" : uri.getRawPath())
                + (uri.getRawQuery() == null ? "" : '?' + uri.getRawQuery());
        int model = target.indexOf(MODEL);
        this.namesModel = model >= 0;
        this.beforeModel = namesModel ? target.substring(0, model) : target;
        this.afterModel = namesModel ? target.substring(model + MODEL.length()) : "";
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

    /** Whether the path holds the name of the model that is called. */
    boolean namesModel() {
        return namesModel;
    }

    /** Path and query. */
    String target(String model) {
        return namesModel ? beforeModel + PercentCodec.encode(model, StandardCharsets.UTF_8) + afterModel : beforeModel;
    }
}
