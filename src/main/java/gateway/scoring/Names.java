package gateway.scoring;

import gateway.vendors.Capability;
import gateway.vendors.Catalog;
import gateway.vendors.LiveVendor;
import gateway.vendors.ModelCard;
import gateway.vendors.Offer;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What every name of one catalog stands for: models, {@code vendor/model} and aliases. Built once a catalog, immutable. */
final class Names {

    private static final String EVERY_MODEL = "*";

    private final Catalog catalog;
    private final Map<String, Pool> pools = new HashMap<>();
    private final List<Offer> all;

    Names(Catalog catalog, ScoringSettings settings) {
        this.catalog = catalog;
        Set<String> strategies = settings.strategies().keySet();
        Set<Offer> offers = new LinkedHashSet<>();
        for (LiveVendor vendor : catalog.vendors()) {
            for (ModelCard model : vendor.card().models()) {
                String qualified = vendor.card().name() + '/' + model.id();
                List<Offer> own = catalog.offers(qualified);
                offers.addAll(own);
                pools.put(qualified, Pool.of(own, null, strategies));
                pools.computeIfAbsent(model.id(), id -> Pool.of(catalog.offers(id), null, strategies));
            }
        }
        this.all = List.copyOf(offers);
        // Last, so that an alias wins over a model of its name: that is how ops move a model's callers elsewhere.
        settings.aliases()
                .forEach((name, alias) -> pools.put(name, Pool.of(offersOf(alias), alias.strategy(), strategies)));
    }

    Catalog catalog() {
        return catalog;
    }

    /** Null for an unknown name; a pool without offers for an alias of which nothing is live. */
    @Nullable
    Pool pool(String name) {
        return pools.get(name);
    }

    /** Every offer there is. */
    List<Offer> all() {
        return all;
    }

    /** Names a caller may have meant: models and aliases, without the qualified ones. */
    Set<String> shortNames() {
        Set<String> names = new TreeSet<>(catalog.models());
        pools.keySet().stream().filter(name -> name.indexOf('/') < 0).forEach(names::add);
        return names;
    }

    /**
     * Every offer whose answers may stand for each other's, which vectors of two models never do; without those of vendors in
     * this process, which are for trying out, unless there is no other.
     */
    private List<Offer> interchangeable() {
        List<Offer> chat = all.stream()
                .filter(offer -> offer.model().capability().kind() == Capability.Kind.CHAT)
                .toList();
        List<Offer> outside =
                chat.stream().filter(offer -> !offer.outlet().inProcess()).toList();
        return outside.isEmpty() ? chat : outside;
    }

    private List<Offer> offersOf(ScoringSettings.Alias alias) {
        Set<Offer> offers = new LinkedHashSet<>();
        for (String name : alias.models()) {
            offers.addAll(name.equals(EVERY_MODEL) ? interchangeable() : catalog.offers(name));
        }
        return List.copyOf(offers);
    }
}
