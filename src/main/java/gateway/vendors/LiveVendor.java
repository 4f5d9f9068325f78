package gateway.vendors;

import java.util.List;
import java.util.Map;

/**
 * One activated version of a vendor folder. A later version of the same folder is another object; requests that began on
 * this one end on it.
 *
 * @param generation counts activations in this process; part of the ids of the version's routes
 * @param mappings by the name of the capability they are for; none where the vendor speaks the canonical dialect
 * @param outlets the regions that have an address and at least one key (or need none); never empty
 */
public record LiveVendor(VendorCard card, long generation, Map<String, Mappings> mappings, List<Outlet> outlets) {

    Mappings mappingsOf(ModelCard model) {
        return mappings.getOrDefault(model.capability().name(), Mappings.NONE);
    }
}
