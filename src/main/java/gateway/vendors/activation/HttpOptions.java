package gateway.vendors.activation;

import gateway.vendors.VendorTimeouts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The options of every HTTP call to a vendor, in this one place: no template and no folder has its own. Pool and connect
 * timeout are the HTTP client's. But for the last two they say what our own producer does in any case: for those who read an
 * endpoint in the console, and should it ever be Camel's again.
 */
final class HttpOptions {

    private HttpOptions() {}

    private static Map<String, String> of(VendorTimeouts timeouts) {
        Map<String, String> options = new LinkedHashMap<>();
        // What to call and how is fixed when the route is built; no header of a message can change it.
        options.put("httpMethod", "POST");
        options.put("bridgeEndpoint", "true");
        options.put("skipControlHeaders", "true");
        options.put("copyHeaders", "false");
        // A redirect would carry our key to another host. An error status is an answer: delivery reads it.
        options.put("followRedirects", "false");
        options.put("throwExceptionOnFailure", "false");
        // Events are passed on as they come.
        options.put("disableStreamCache", "true");
        options.put("headerFilterStrategy", "#vendorHeaders");
        // The longest silence that a card allows; delivery watches the finer limits.
        long silence =
                Math.max(timeouts.reply().toMillis(), timeouts.firstEvent().toMillis());
        options.put(
                "responseTimeout",
                Long.toString(Math.max(silence, timeouts.stall().toMillis())));
        return options;
    }

    /** The same as the query of an endpoint's URI. */
    static String query(VendorTimeouts timeouts) {
        return of(timeouts).entrySet().stream()
                .map(option -> option.getKey() + '=' + option.getValue())
                .collect(Collectors.joining("&"));
    }
}
