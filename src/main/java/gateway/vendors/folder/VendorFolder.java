package gateway.vendors.folder;

import gateway.vendors.Fault;
import gateway.vendors.Mappings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A folder as it was read.
 *
 * @param content what it holds; null when it is at fault
 * @param faults everything wrong with it; empty when it is in order
 */
public record VendorFolder(@Nullable Content content, List<Fault> faults) {

    /** A folder in order: its card, its route and its mappings, all checked, its fixtures replayed. */
    public record Content(Blueprint blueprint, RouteSource route, Mappings mappings) {}
}
