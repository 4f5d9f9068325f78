package gateway.scoring;

import gateway.time.Ticker;
import gateway.vendors.AskedFields;
import gateway.vendors.Capability;
import gateway.vendors.Catalog;
import gateway.vendors.Credential;
import gateway.vendors.Feature;
import gateway.vendors.ImageSizes;
import gateway.vendors.KeyRing;
import gateway.vendors.LiveVendor;
import gateway.vendors.ModelCard;
import gateway.vendors.Offer;
import gateway.vendors.Outlet;
import gateway.vendors.Price;
import gateway.vendors.VendorCard;
import gateway.vendors.VendorKey;
import gateway.vendors.VendorLimits;
import gateway.vendors.VendorTimeouts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** Everything a plan depends on, with a clock that is turned by hand and random numbers from a fixed seed. */
public final class Fleet {

    public static final Instant NOON = Instant.parse("2025-06-01T12:00:00Z");

    public static final BreakerSettings BREAKERS = new BreakerSettings(
            20,
            8,
            50,
            Duration.ZERO,
            80,
            Duration.ofSeconds(15),
            3,
            Duration.ofMinutes(2),
            Duration.ofSeconds(2),
            Duration.ofMinutes(5));

    public final AtomicLong nanos = new AtomicLong(-5_000_000_000L);
    public final Ticker ticker = nanos::get;
    public final Random random;
    public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    public final HealthBook health;
    public final Breakers breakers;
    public final Planner planner;

    public Fleet() {
        this(settings(0.05), BREAKERS, 42);
    }

    public Fleet(ScoringSettings settings, BreakerSettings breakerSettings, long seed) {
        random = new Random(seed);
        health = new HealthBook(settings, ticker, () -> NOON);
        breakers = new Breakers(breakerSettings, ticker, () -> random, meters);
        planner = new Planner(settings, health, breakers, ticker, () -> random);
    }

    /** The settings the gateway comes with, but for the chance of a probe. */
    public static ScoringSettings settings(double probeChance) {
        return new ScoringSettings(
                "balanced",
                Map.of(
                        "balanced", new ScoringSettings.Weights(0.4, 0.3, 0.3),
                        "cost-first", new ScoringSettings.Weights(0.8, 0.1, 0.1),
                        "performance-first", new ScoringSettings.Weights(0.1, 0.8, 0.1),
                        "quality-first", new ScoringSettings.Weights(0.1, 0.1, 0.8)),
                Map.of(
                        "auto", new ScoringSettings.Alias(List.of("*"), "balanced"),
                        "smart", new ScoringSettings.Alias(List.of("*"), "quality-first"),
                        "asleep", new ScoringSettings.Alias(List.of("nobody-has-this"), null)),
                Map.of("CNY", 1.0, "USD", 7.0),
                500,
                0.05,
                0.1,
                Duration.ofMinutes(10),
                probeChance,
                Duration.ofSeconds(30),
                16,
                Duration.ofSeconds(60));
    }

    public void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    public Plan plan(Catalog catalog, String... models) {
        return planner.plan(demand(models), catalog);
    }

    public static Demand demand(String... models) {
        return new Demand(
                Capability.Kind.CHAT, List.of(models), Set.of(), AskedFields.NONE, 1000, 500, 0, null, null, null);
    }

    public static Demand demand(String strategy, String model) {
        return new Demand(
                Capability.Kind.CHAT, List.of(model), Set.of(), AskedFields.NONE, 1000, 500, 0, null, strategy, null);
    }

    /** A vendor with one place, {@code default}, and one key. */
    public VendorBuilder vendor(String name) {
        return new VendorBuilder(name);
    }

    public static Catalog catalog(LiveVendor... vendors) {
        return new Catalog(List.of(vendors), Map.of("sleeping-model", "set SLEEPING_API_KEY"));
    }

    public static Offer offer(Catalog catalog, String name) {
        return catalog.offers(name).getFirst();
    }

    /** Reports one good answer of 500 tokens. */
    public void served(Offer offer, Duration firstToken, Duration generation) {
        health.tryStart(offer);
        health.firstEvent(offer, firstToken.toNanos());
        health.succeeded(offer, 500, generation.toNanos());
    }

    public static ModelCard model(String id, UnaryOperator<ModelCard> change) {
        return change.apply(new ModelCard(
                id,
                id,
                Capability.CHAT,
                Set.of(Feature.TOOLS),
                price("2", "8", "CNY"),
                32_768,
                8_192,
                1,
                ImageSizes.ANY,
                null,
                0.8));
    }

    public static ModelCard priced(ModelCard card, String input, String output, String currency, double quality) {
        return new ModelCard(
                card.id(),
                card.vendorModel(),
                card.capability(),
                card.features(),
                price(input, output, currency),
                card.contextTokens(),
                card.maxOutputTokens(),
                card.batch(),
                card.sizes(),
                card.tokenizer(),
                quality);
    }

    public static ModelCard able(ModelCard card, Set<Feature> features, int contextTokens) {
        return new ModelCard(
                card.id(),
                card.vendorModel(),
                card.capability(),
                features,
                card.price(),
                contextTokens,
                card.maxOutputTokens(),
                card.batch(),
                card.sizes(),
                card.tokenizer(),
                card.quality());
    }

    private static Price price(String input, String output, String currency) {
        return new Price(
                new BigDecimal(input),
                new BigDecimal(input),
                new BigDecimal(input),
                new BigDecimal(output),
                BigDecimal.ZERO,
                currency);
    }

    /** Makes live vendors. */
    public final class VendorBuilder {

        private final String name;
        private final List<ModelCard> models = new ArrayList<>();
        private List<String> regions = List.of("default");
        private int inFlight = 100;

        VendorBuilder(String name) {
            this.name = name;
        }

        public VendorBuilder model(String id) {
            return model(id, UnaryOperator.identity());
        }

        public VendorBuilder model(String id, UnaryOperator<ModelCard> change) {
            models.add(Fleet.model(id, change));
            return this;
        }

        /** Prices in CNY per million tokens. */
        public VendorBuilder model(String id, String input, String output, double quality) {
            return model(id, card -> priced(card, input, output, "CNY", quality));
        }

        public VendorBuilder regions(String... names) {
            regions = List.of(names);
            return this;
        }

        public VendorBuilder inFlight(int limit) {
            inFlight = limit;
            return this;
        }

        public LiveVendor live() {
            VendorTimeouts timeouts =
                    new VendorTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofSeconds(20));
            VendorCard card = new VendorCard(
                    name,
                    name,
                    List.copyOf(models),
                    new VendorLimits(inFlight, 100),
                    timeouts,
                    new Credential.Bearer());
            return new LiveVendor(
                    card, 1, Map.of(), regions.stream().map(this::outlet).toList());
        }

        private Outlet outlet(String region) {
            KeyRing keys = new KeyRing(List.of(new VendorKey(name + "-1", "canary-secret")), ticker);
            return new Outlet(region, URI.create("http://localhost"), keys, Map.of("chat", "direct:vendor-" + name));
        }
    }
}
