package gateway.scoring;

import gateway.time.Ticker;
import gateway.vendors.Offer;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One breaker per vendor and model, by the name of the offer; regions of a vendor share it. A vendor that is loaded again
 * keeps its breakers. Thread-safe.
 *
 * <p>Whoever got a place from {@link #tryAcquire} ends it with exactly one of {@link #succeeded}, {@link #failed} and
 * {@link #release}, unless {@link #begun} has ended it. Times are monotonic: a wall clock that jumps moves no breaker.
 */
public final class Breakers {

    /** State of a breaker. */
    public enum State {
        CLOSED(0),
        HALF_OPEN(1),
        OPEN(2);

        private final int gauge;

        /** @param gauge value of {@code gateway_breaker_state} */
        State(int gauge) {
            this.gauge = gauge;
        }

        static State of(CircuitBreaker.State state) {
            return switch (state) {
                case OPEN, FORCED_OPEN -> OPEN;
                case HALF_OPEN -> HALF_OPEN;
                case CLOSED, DISABLED, METRICS_ONLY -> CLOSED;
            };
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(Breakers.class);

    private static final String STATE = "gateway.breaker.state";
    private static final String TRANSITIONS = "gateway.breaker.transitions";

    private final ConcurrentMap<String, Breaker> breakers = new ConcurrentHashMap<>();
    private final BreakerSettings settings;
    private final CircuitBreakerRegistry machines;
    private final Ticker ticker;
    private final Supplier<RandomGenerator> random;
    private final MeterRegistry meters;

    public Breakers(BreakerSettings settings, Ticker ticker, Supplier<RandomGenerator> random, MeterRegistry meters) {
        this.settings = settings;
        this.machines = CircuitBreakerRegistry.of(config(settings, ticker));
        this.ticker = ticker;
        this.random = random;
        this.meters = meters;
    }

    /** Takes a place for one call; false when the breaker is open, its probes are taken, or a pause is under way. */
    public boolean tryAcquire(Offer offer) {
        return breaker(offer).tryAcquire();
    }

    /**
     * The era in which a place was got: it changes with the state. Streams last longer than a breaker stays open, and an
     * old one's end must not be taken for a probe's.
     */
    public int era(Offer offer) {
        return breaker(offer).era();
    }

    /**
     * A stream has begun well. For a breaker on trial that is enough: its probes would else keep everybody out for as long as
     * they last.
     *
     * @return whether it was counted; the call's end then is not
     */
    public boolean begun(Offer offer, long nanos, int era) {
        Breaker breaker = breaker(offer);
        if (breaker.era() != era || breaker.state() != State.HALF_OPEN) {
            return false;
        }
        breaker.succeeded(nanos);
        return true;
    }

    /** The vendor answered well. */
    public void succeeded(Offer offer, long nanos, int era) {
        Breaker breaker = breaker(offer);
        if (breaker.era() == era) {
            breaker.succeeded(nanos);
        }
    }

    /** The vendor failed. */
    public void failed(Offer offer, long nanos, int era) {
        Breaker breaker = breaker(offer);
        if (breaker.era() == era) {
            breaker.failed(nanos);
        }
    }

    /** The call says nothing of the vendor: the caller was at fault, or left. */
    public void release(Offer offer, int era) {
        Breaker breaker = breaker(offer);
        if (breaker.era() == era) {
            breaker.release();
        }
    }

    /**
     * No calls to this model of the vendor for a while.
     *
     * @param pause what the vendor asked for, capped by a setting; null, 0 or negative when it gave no sensible time: then
     *     the configured pause, half as much more or less at random, so that nodes do not come back in step
     */
    public void coolDown(Offer offer, @Nullable Duration pause) {
        breaker(offer).coolDown(pauseNanos(pause));
    }

    /** Why no call would be let through now; null when one would. Takes no place. */
    public @Nullable String whyNot(Offer offer) {
        return breaker(offer).whyNot();
    }

    /** State of the breaker of an offer's name; one never used is closed. */
    public State state(String name) {
        Breaker breaker = breakers.get(name);
        return breaker == null ? State.CLOSED : breaker.state();
    }

    /** How long until a call may be let through; zero when one would be now. */
    public Duration waitFor(Offer offer) {
        return Duration.ofNanos(breaker(offer).waitNanos());
    }

    /** See {@link Breaker#readiness}. */
    double readiness(Offer offer, long rampNanos) {
        return breaker(offer).readiness(rampNanos);
    }

    /** Forgets breakers and gauges of offers that have left the catalog. */
    void retain(Set<String> offers) {
        for (String name : List.copyOf(breakers.keySet())) {
            if (!offers.contains(name)) {
                breakers.remove(name);
                machines.remove(name);
                meters.find(STATE).tags(tags(name)).meters().forEach(meters::remove);
                meters.find(TRANSITIONS).tags(tags(name)).meters().forEach(meters::remove);
            }
        }
    }

    private long pauseNanos(@Nullable Duration pause) {
        if (pause == null || !pause.isPositive()) {
            return (long) (settings.coolDown().toNanos() * (0.5 + random.get().nextDouble()));
        }
        Duration most = settings.maxCoolDown();
        return (pause.compareTo(most) > 0 ? most : pause).toNanos();
    }

    private Breaker breaker(Offer offer) {
        Breaker known = breakers.get(offer.name());
        return known != null ? known : breakers.computeIfAbsent(offer.name(), name -> create(offer));
    }

    private Breaker create(Offer offer) {
        String name = offer.name();
        Tags tags = tags(name);
        Breaker breaker = new Breaker(machines.circuitBreaker(name), settings, ticker, to -> {
            LOG.warn("The breaker of {} is {} now", name, to);
            meters.counter(TRANSITIONS, tags).increment();
        });
        meters.counter(TRANSITIONS, tags);
        Gauge.builder(STATE, breaker, held -> held.state().gauge)
                .description("Breaker of a vendor's model: 0 closed, 1 half-open, 2 open")
                .tags(tags)
                .register(meters);
        return breaker;
    }

    /** Card and model names hold no slash before the first: the vendor's name ends there. */
    private static Tags tags(String name) {
        int slash = name.indexOf('/');
        return Tags.of("vendor", name.substring(0, slash), "model", name.substring(slash + 1));
    }

    private static CircuitBreakerConfig config(BreakerSettings settings, Ticker ticker) {
        CircuitBreakerConfig.Builder config = CircuitBreakerConfig.custom()
                .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(settings.window())
                .minimumNumberOfCalls(settings.minimumCalls())
                .failureRateThreshold(settings.failureRate())
                .waitDurationInOpenState(settings.openFor())
                .permittedNumberOfCallsInHalfOpenState(settings.probes())
                .clock(new TickerClock(ticker));
        if (settings.slowCall().isPositive()) {
            config.slowCallDurationThreshold(settings.slowCall()).slowCallRateThreshold(settings.slowRate());
        } else {
            config.slowCallDurationThreshold(Duration.ofDays(1)).slowCallRateThreshold(100);
        }
        return config.build();
    }
}
