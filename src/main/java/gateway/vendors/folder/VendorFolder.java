package gateway.vendors.folder;

import gateway.vendors.Fault;
import gateway.vendors.Mappings;
import gateway.vendors.ModelCard;
import gateway.vendors.VendorModel;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A folder as it was read.
 *
 * @param content what it holds; null when it is at fault
 * @param faults everything wrong with it; empty when it is in order
 */
public record VendorFolder(@Nullable Content content, List<Fault> faults) {

    /** A folder in order: its card, its routes and its mappings by capability, all checked, its fixtures replayed. */
    public record Content(Blueprint blueprint, Map<String, RouteSource> routes, Map<String, Mappings> mappings) {

        /** What it takes to speak to a model of the card. */
        public VendorModel vendorModel(ModelCard model) {
            return new VendorModel(
                    blueprint.card(),
                    model,
                    mappings.getOrDefault(model.capability().name(), Mappings.NONE));
        }
    }
}
