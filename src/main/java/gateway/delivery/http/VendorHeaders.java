package gateway.delivery.http;

import gateway.delivery.SecretQuery;
import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * What may pass between an exchange and a vendor. Outwards that is all that the steps before have set, but for what Camel
 * keeps for itself: nothing of a caller's is left there. Inwards it is a short list of what is allowed, which cannot be
 * outwitted by the spelling of a name.
 */
final class VendorHeaders implements HeaderFilterStrategy {

    /** The message's own header for this one holds what the step before has set; Camel's are never sent. */
    private static final String CONTROL = "camel";

    /** Headers of an answer that are looked at, in lower case. */
    static final Set<String> FROM_VENDOR = Set.of("content-type", "content-encoding", "retry-after");

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return name.regionMatches(true, 0, CONTROL, 0, CONTROL.length())
                || name.equalsIgnoreCase("Content-Length")
                || name.equalsIgnoreCase(SecretQuery.HEADER);
    }

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return !FROM_VENDOR.contains(name.toLowerCase(Locale.ROOT));
    }
}
