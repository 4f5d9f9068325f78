package gateway.vendors;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Everything callable at one moment. Immutable; a request keeps the one it began with. */
public final class Catalog {

    /** A gateway that has loaded nothing yet. */
    public static final Catalog EMPTY = new Catalog(List.of(), Map.of());

    private final Map<String, LiveVendor> vendors = new LinkedHashMap<>();
    private final SortedMap<String, List<Offer>> byModel = new TreeMap<>();
    private final Map<String, List<Offer>> byQualifiedName = new LinkedHashMap<>();
    private final Map<String, String> dormant;

    /**
     * @param live activated vendors
     * @param dormant models that would be offered if their vendor were live, with what to do about it, for example
     *     {@code globex-chat -> "set GLOBEX_API_KEY"}
     */
    public Catalog(Collection<LiveVendor> live, Map<String, String> dormant) {
        this.dormant = Map.copyOf(dormant);
        for (LiveVendor vendor : live) {
            vendors.put(vendor.card().name(), vendor);
            for (ModelCard model : vendor.card().models()) {
                for (Outlet outlet : vendor.outlets()) {
                    Offer offer = new Offer(vendor, model, outlet);
                    byModel.computeIfAbsent(model.id(), id -> new ArrayList<>()).add(offer);
                    byQualifiedName
                            .computeIfAbsent(offer.name(), name -> new ArrayList<>())
                            .add(offer);
                }
            }
        }
    }

    public Collection<LiveVendor> vendors() {
        return Collections.unmodifiableCollection(vendors.values());
    }

    /** Offers of {@code model} or {@code vendor/model}; empty when nobody offers it. */
    public List<Offer> offers(String name) {
        List<Offer> qualified = byQualifiedName.get(name);
        return qualified != null ? qualified : byModel.getOrDefault(name, List.of());
    }

    /** Model names, sorted, without the vendor's name. */
    public Collection<String> models() {
        return Collections.unmodifiableCollection(byModel.keySet());
    }

    /** Models known to a folder that is not live, with what would make it live. */
    public Map<String, String> dormant() {
        return dormant;
    }
}
