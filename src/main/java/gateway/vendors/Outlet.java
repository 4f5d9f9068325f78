package gateway.vendors;

import java.net.URI;
import java.util.Map;
import java.util.Objects;

/**
 * One region of a live vendor: an address, the keys that are valid there, and the routes that call it. Immutable but for
 * the health of its keys.
 *
 * @param region name of the region, for example {@code cn-beijing}; {@code default} when the card has only one address
 * @param baseUrl address of the vendor's API in this region, without a trailing slash
 * @param keys credentials valid in this region; an empty ring when the vendor asks for none
 * @param endpoints Camel endpoints of the vendor's routes by the name of the capability, for example
 *     {@code direct:vendor-globex-chat.v3} in the vendor's first region, {@code direct:vendor-globex-chat-singapore.v3} in another
 */
public record Outlet(String region, URI baseUrl, KeyRing keys, Map<String, String> endpoints) {

    /** Scheme of the address of a vendor that runs inside the gateway. */
    public static final String IN_PROCESS = "in-process";

    /** Whether the vendor runs inside the gateway. */
    public boolean inProcess() {
        return IN_PROCESS.equals(baseUrl.getScheme());
    }

    /** The route of a capability, by its name. */
    public String endpoint(String capability) {
        return Objects.requireNonNull(endpoints.get(capability), "a folder has a route for each of its models");
    }
}
