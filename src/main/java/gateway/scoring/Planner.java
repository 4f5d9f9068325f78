package gateway.scoring;

import gateway.fault.GatewayException;
import gateway.time.Ticker;
import gateway.vendors.AskedFields;
import gateway.vendors.Capability;
import gateway.vendors.Catalog;
import gateway.vendors.Offer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may serve a request, and in which order they are asked. No I/O; the same demand, catalog, health, breakers,
 * time and random numbers give the same plan. Thread-safe.
 *
 * <p>A name with one offer, the usual case, is answered with a plan made beforehand: nothing is allocated. Otherwise the
 * work and the memory grow with the number of offers the names stand for.
 */
public final class Planner {

    private static final Duration LEAST_WAIT = Duration.ofSeconds(1);

    private final ScoringSettings settings;
    private final Map<String, Strategy> strategies;
    private final Breakers breakers;
    private final Gate gate;
    private final Scorer scorer;
    private final Ranking ranking;
    private volatile Names names;

    /** @param randoms asked once a plan, on the thread that plans; must be cheap and safe for many threads */
    public Planner(
            ScoringSettings settings,
            HealthBook health,
            Breakers breakers,
            Ticker ticker,
            Supplier<RandomGenerator> randoms) {
        this.settings = settings;
        this.strategies = settings.strategies().entrySet().stream()
                .map(entry -> new Strategy(
                        entry.getKey(),
                        entry.getValue().cost(),
                        entry.getValue().performance(),
                        entry.getValue().quality()))
                .collect(Collectors.toUnmodifiableMap(Strategy::name, strategy -> strategy));
        this.breakers = breakers;
        this.gate = new Gate(health, breakers);
        this.scorer = new Scorer(health, ticker, settings);
        this.ranking = new Ranking(settings, health, breakers, ticker, randoms);
        this.names = new Names(Catalog.EMPTY, settings);
    }

    /**
     * Plans a request.
     *
     * @return a plan; without candidates when offers would fit but none can be called now
     * @throws GatewayException when the request has to be changed: no such model, no offer with a needed feature, too many
     *     tokens for all of them, none in the region, no such strategy
     */
    public Plan plan(Demand demand, Catalog catalog) {
        Names known = names(catalog);
        List<String> asked = demand.models();
        Pool first = known.pool(asked.getFirst());
        Strategy strategy = strategy(demand.strategy(), first);
        if (first != null && asked.size() == 1 && first.offers().size() == 1) {
            Plan alone = first.alone().get(strategy.name());
            if (alone != null && gate.check(first.offers().getFirst(), demand) == null) {
                return alone;
            }
        }
        return compare(demand, known, strategy);
    }

    /**
     * When to come back, for the Retry-After of a request that nobody served: the shortest wait of those that were excluded
     * and of those that were tried, but at least a second.
     */
    public Duration shortestWait(Plan plan) {
        Duration shortest = null;
        for (Exclusion exclusion : plan.excluded()) {
            shortest = shorter(shortest, exclusion.retryAfter());
        }
        for (Candidate candidate : plan.candidates()) {
            shortest = shorter(shortest, breakers.waitFor(candidate.offer()));
        }
        return shortest == null || shortest.compareTo(LEAST_WAIT) < 0 ? LEAST_WAIT : shortest;
    }

    /** Scores of every offer in the catalog against all others that do the same, for a request of this size. */
    public List<Candidate> scoreboard(Catalog catalog, int promptTokens, int outputTokens) {
        List<Candidate> all = new ArrayList<>();
        for (Capability.Kind kind : Capability.Kind.values()) {
            Demand typical = new Demand(
                    kind, List.of(), Set.of(), AskedFields.NONE, promptTokens, outputTokens, 1, null, null, null);
            List<Offer> rivals = names(catalog).all().stream()
                    .filter(offer -> offer.model().capability().kind() == kind)
                    .toList();
            Collections.addAll(all, scorer.score(rivals, typical, strategy(null, null)));
        }
        return all;
    }

    /** Why an offer gets no requests at this moment; null when it does. */
    public @Nullable String obstacle(Offer offer) {
        Exclusion obstacle = gate.obstacle(offer);
        return obstacle == null ? null : obstacle.reason();
    }

    private Plan compare(Demand demand, Names known, Strategy strategy) {
        List<Candidate> chosen = new ArrayList<>();
        List<Exclusion> excluded = new ArrayList<>();
        Set<Offer> met = Collections.newSetFromMap(new IdentityHashMap<>());
        for (String name : demand.models()) {
            Pool pool = known.pool(name);
            if (pool == null) {
                excluded.add(new Exclusion(name, "", "no such model", null));
                continue;
            }
            Candidate[] rivals = scorer.score(fitting(pool, demand, met, excluded), demand, strategy);
            ranking.order(rivals, strategy);
            Collections.addAll(chosen, rivals);
        }
        if (chosen.isEmpty()) {
            GatewayException refusal = Refusal.of(demand, known);
            if (refusal != null) {
                throw refusal;
            }
            // Cut, but so that the shortest wait stays: it is what the caller is told.
            excluded.sort(Comparator.comparing(Exclusion::retryAfter, Comparator.nullsLast(Comparator.naturalOrder())));
            return new Plan(strategy.name(), List.of(), firstOf(excluded));
        }
        return new Plan(strategy.name(), firstOf(chosen), firstOf(excluded));
    }

    private List<Offer> fitting(Pool pool, Demand demand, Set<Offer> met, List<Exclusion> excluded) {
        List<Offer> fit = new ArrayList<>();
        for (Offer offer : pool.offers()) {
            // Of an alias for everything, most are for something else: that is no news.
            if (offer.model().capability().kind() == demand.kind() && met.add(offer)) {
                Exclusion exclusion = gate.check(offer, demand);
                if (exclusion == null) {
                    fit.add(offer);
                } else {
                    excluded.add(exclusion);
                }
            }
        }
        return fit;
    }

    /** A plan is kept with the decision: one over a thousand offers must not be. */
    private <T> List<T> firstOf(List<T> all) {
        return List.copyOf(all.subList(0, Math.min(all.size(), settings.maxListed())));
    }

    private Strategy strategy(@Nullable String asked, @Nullable Pool pool) {
        String name = asked;
        if (name == null) {
            String own = pool == null ? null : pool.strategy();
            name = own == null ? settings.defaultStrategy() : own;
        }
        Strategy strategy = strategies.get(name);
        if (strategy == null) {
            throw GatewayException.invalid(
                    "x-gateway-strategy",
                    "No such strategy. Choose one of: " + String.join(", ", new TreeSet<>(strategies.keySet())) + ".");
        }
        return strategy;
    }

    /** Built anew when the catalog is another; two threads may both do so, with the same result. */
    private Names names(Catalog catalog) {
        Names held = names;
        if (held.catalog() != catalog) {
            held = new Names(catalog, settings);
            names = held;
        }
        return held;
    }

    private static @Nullable Duration shorter(@Nullable Duration a, @Nullable Duration b) {
        return a == null || (b != null && b.compareTo(a) < 0) ? b : a;
    }
}
