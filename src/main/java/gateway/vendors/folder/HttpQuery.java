package gateway.vendors.folder;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.apache.camel.component.http.HttpEndpointUriFactory;

/** Tells the query of a vendor's address from the options of the call, which Camel takes from the same place. */
final class HttpQuery {

    /** Options that the component takes off the address before its endpoint sees them. */
    private static final Set<String> UNLISTED_OPTIONS = Set.of(
            "connectionrequesttimeout",
            "responsetimeout",
            "connecttimeout",
            "sotimeout",
            "httpbinding",
            "httpmethodrestrict",
            "muteexception");

    private static final Set<String> OPTIONS = options();

    private HttpQuery() {}

    /** Whether Camel would take a parameter of this name for itself. */
    static boolean isOption(String name) {
        return OPTIONS.contains(bare(name));
    }

    private static Set<String> options() {
        Set<String> options = new HashSet<>(UNLISTED_OPTIONS);
        new HttpEndpointUriFactory().propertyNames().forEach(name -> options.add(bare(name)));
        return Set.copyOf(options);
    }

    /** Camel takes an option in any case, with hyphens and without. */
    private static String bare(String name) {
        return name.replaceAll("[_-]", "").toLowerCase(Locale.ROOT);
    }
}
