package gateway.admin;

import gateway.scoring.Breakers;
import gateway.scoring.Candidate;
import gateway.scoring.HealthBook;
import gateway.scoring.OfferHealth;
import gateway.scoring.Planner;
import gateway.scoring.Score;
import gateway.time.Ticker;
import gateway.vendors.Catalog;
import gateway.vendors.LiveVendor;
import gateway.vendors.ModelCard;
import gateway.vendors.Offer;
import gateway.vendors.Outlet;
import gateway.vendors.VendorDirectory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks a vendor up at every read, so that it shows the version in force and never keeps an old one alive. */
final class VendorView implements VendorMXBean {

    private static final double MILLIS = 1e3;

    /** What a view reads from. */
    record Sources(
            VendorDirectory directory,
            Planner planner,
            HealthBook health,
            Breakers breakers,
            Ticker ticker,
            VendorMBeanSettings settings) {}

    private final String name;
    private final Sources sources;

    VendorView(String name, Sources sources) {
        this.name = name;
        this.sources = sources;
    }

    @Override
    public String getState() {
        List<Offer> offers = offers();
        long callable = offers.stream().filter(offer -> obstacle(offer) == null).count();
        if (callable == 0) {
            return "down";
        }
        return callable < offers.size() ? "degraded" : "healthy";
    }

    @Override
    public String getTitle() {
        return vendor().card().title();
    }

    @Override
    public long getGeneration() {
        return vendor().generation();
    }

    @Override
    public List<String> getRegions() {
        return vendor().outlets().stream().map(Outlet::region).toList();
    }

    @Override
    public List<String> getModels() {
        return vendor().card().models().stream().map(ModelCard::id).toList();
    }

    @Override
    public int getInFlight() {
        return sources.health().inFlightAtVendor(name);
    }

    @Override
    public int getInFlightLimit() {
        return vendor().card().limits().inFlight();
    }

    @Override
    public List<String> getKeys() {
        return vendor().outlets().stream()
                .map(outlet -> outlet.region() + ": " + outlet.keys().usable() + " of "
                        + outlet.keys().size())
                .toList();
    }

    @Override
    public List<ModelStatus> getModelStatus() {
        VendorMBeanSettings settings = sources.settings();
        Catalog catalog = sources.directory().catalog();
        // Regions of a model share breaker and figures: the first stands for all.
        Map<String, ModelStatus> rows = new LinkedHashMap<>();
        for (Candidate candidate :
                sources.planner().scoreboard(catalog, settings.promptTokens(), settings.outputTokens())) {
            if (candidate.offer().vendor().card().name().equals(name)) {
                rows.computeIfAbsent(candidate.offer().name(), ignored -> status(candidate));
            }
        }
        return List.copyOf(rows.values());
    }

    private ModelStatus status(Candidate candidate) {
        Offer offer = candidate.offer();
        Score score = candidate.score();
        OfferHealth health = sources.health().of(offer);
        OfferHealth.LastError error = health.lastError();
        String obstacle = obstacle(offer);
        return new ModelStatus(
                offer.model().id(),
                sources.breakers()
                        .state(offer.name())
                        .name()
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-'),
                obstacle == null ? "" : obstacle,
                score.total(),
                score.cost(),
                score.performance(),
                score.quality(),
                health.inFlight(),
                health.errorRate(sources.ticker().nanos()),
                health.firstTokenSeconds() * MILLIS,
                health.tokensPerSecond(),
                error == null ? "" : error.code().wire() + " at " + error.at());
    }

    private @Nullable String obstacle(Offer offer) {
        return sources.planner().obstacle(offer);
    }

    private List<Offer> offers() {
        Catalog catalog = sources.directory().catalog();
        return vendor().card().models().stream()
                .flatMap(model -> catalog.offers(name + '/' + model.id()).stream())
                .toList();
    }

    private LiveVendor vendor() {
        return sources.directory().catalog().vendors().stream()
                .filter(vendor -> vendor.card().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "Vendor " + name + " has left the catalog; this view of it goes at the next refresh."));
    }
}
