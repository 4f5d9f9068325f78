package gateway.vendors;

import java.util.List;

/**
 * One activated version of a vendor folder. A later version of the same folder is another object; requests that began on
 * this one end on it.
 *
 * @param generation counts activations in this process; part of the ids of the version's routes
 * @param outlets the regions that have an address and at least one key (or need none); never empty
 */
public record LiveVendor(VendorCard card, long generation, Mappings mappings, List<Outlet> outlets) {}
