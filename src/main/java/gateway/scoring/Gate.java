package gateway.scoring;

import gateway.vendors.Feature;
import gateway.vendors.FieldPath;
import gateway.vendors.KeyRing;
import gateway.vendors.ModelCard;
import gateway.vendors.Offer;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says whether an offer can serve a request now. An offer that can costs no allocation. Thread-safe. */
final class Gate {

    /** The least a Retry-After header can say; a place in flight or a probe's result comes about as fast. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private final HealthBook health;
    private final Breakers breakers;

    Gate(HealthBook health, Breakers breakers) {
        this.health = health;
        this.breakers = breakers;
    }

    /** Null when the offer can serve the request. */
    @Nullable
    Exclusion check(Offer offer, Demand demand) {
        String misfit = misfit(offer, demand);
        return misfit != null ? exclusion(offer, misfit, null) : obstacle(offer);
    }

    /** Why the request does not fit the offer, now or ever; null when it fits. */
    static @Nullable String misfit(Offer offer, Demand demand) {
        if (offer.model().capability().kind() != demand.kind()) {
            return "is for " + offer.model().capability().kind().wire();
        }
        Feature missing = missing(offer.model(), demand.needs());
        if (missing != null) {
            return "cannot do " + missing.wire();
        }
        FieldPath refused = refused(offer, demand);
        if (refused != null) {
            return "cannot take " + refused.words();
        }
        if (!fitsSize(offer.model(), demand)) {
            return "does not make images of " + demand.size();
        }
        if (!fitsCount(offer, demand)) {
            return "makes " + offer.model().batch() + " at once, and no more for one request";
        }
        if (!fitsContext(offer.model(), demand)) {
            return "context of " + offer.model().contextTokens() + " tokens is too small";
        }
        return fitsRegion(offer, demand) ? null : "not in region " + demand.region();
    }

    static boolean fitsSize(ModelCard model, Demand demand) {
        return demand.size() == null || model.sizes().allow(demand.size());
    }

    /** Work that ends later is one call of its vendor. */
    static boolean fitsCount(Offer offer, Demand demand) {
        return offer.protocol().task() == null
                || demand.units() <= offer.model().batch();
    }

    static boolean fitsContext(ModelCard model, Demand demand) {
        return (long) demand.promptTokens() + demand.outputTokens() <= model.contextTokens();
    }

    static boolean fitsRegion(Offer offer, Demand demand) {
        return demand.region() == null || demand.region().equals(offer.outlet().region());
    }

    /** A feature of those needed that the model lacks; null when it has all. */
    static @Nullable Feature missing(ModelCard model, Set<Feature> needs) {
        if (needs.isEmpty()) {
            return null;
        }
        for (Feature need : needs) {
            if (!model.features().contains(need)) {
                return need;
            }
        }
        return null;
    }

    /** A field of the request that the vendor's card rejects; null when there is none. */
    static @Nullable FieldPath refused(Offer offer, Demand demand) {
        return offer.protocol().unsupported().refused(demand.fields());
    }

    /** What keeps every request from the offer now; null when nothing does. */
    @Nullable
    Exclusion obstacle(Offer offer) {
        KeyRing keys = offer.outlet().keys();
        if (keys.size() > 0 && keys.usable() == 0) {
            return exclusion(offer, "every key is in quarantine", keys.shortestRest());
        }
        String closed = breakers.whyNot(offer);
        if (closed != null) {
            return exclusion(offer, closed, breakers.waitFor(offer));
        }
        if (health.inFlightAtVendor(offer.vendor().card().name())
                >= offer.vendor().card().limits().inFlight()) {
            return exclusion(offer, "all places in flight are taken", SOON);
        }
        return null;
    }

    private static Exclusion exclusion(Offer offer, String reason, @Nullable Duration retryAfter) {
        return new Exclusion(offer.name(), offer.outlet().region(), reason, retryAfter);
    }
}
