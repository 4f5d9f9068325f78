package gateway.vendors.folder;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** The address of a vendor's API. */
public final class BaseUrl {

    /** What is accepted, for messages. */
    public static final String WHAT = "an http or https address without login, query and trailing slash";

    private BaseUrl() {}

    /** The address; null when the text is not {@link #WHAT}. */
    public static @Nullable URI parse(String text) {
        try {
            URI url = new URI(text);
            boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
            boolean bare = url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
            // Camel would read these as placeholders or options.
            boolean inert = text.matches("[A-Za-z0-9:/._~\\[\\]-]+") && !text.contains("/..");
            return web && bare && inert && url.getHost() != null && !text.endsWith("/") ? url : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
