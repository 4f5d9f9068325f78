package gateway.scoring;

import gateway.fault.ErrorCode;
import gateway.fault.GatewayException;
import gateway.time.Ticker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The breaker of one vendor and model, with the pauses it was asked for. resilience4j counts and decides; this adds what
 * the planner needs to know without trying: since when a state holds and how many probes are taken.
 *
 * <p>Changes of state are noticed by looking after each step, not by a listener: with any listener resilience4j makes an
 * event with a time stamp for every single call. The limit on the half-open time is ours too: resilience4j's runs on a
 * timer thread of its own, which no test can turn.
 */
final class Breaker {

    /** The library asks for an exception and only looks at its class; ours has no stack trace to keep alive. */
    @SuppressWarnings("StaticAssignmentOfThrowable")
    private static final GatewayException FAILURE = new GatewayException(ErrorCode.VENDOR_ERROR, "The vendor failed.");

    private static final double FIRST_SHARE = 0.1;

    private final CircuitBreaker machine;
    private final BreakerSettings settings;
    private final Ticker ticker;
    private final CoolDown pause = new CoolDown();
    private final Consumer<Breakers.State> onChange;
    private final AtomicInteger probes = new AtomicInteger();
    private volatile Breakers.State seen = Breakers.State.CLOSED;
    private volatile long since;
    private volatile boolean cameBack;
    private volatile int era;

    Breaker(CircuitBreaker machine, BreakerSettings settings, Ticker ticker, Consumer<Breakers.State> onChange) {
        this.machine = machine;
        this.settings = settings;
        this.ticker = ticker;
        this.onChange = onChange;
    }

    boolean tryAcquire() {
        if (coolingNanos() > 0) {
            return false;
        }
        state(); // A half-open time that is over makes place for the next one.
        boolean acquired = machine.tryAcquirePermission();
        if (settle() == Breakers.State.HALF_OPEN && acquired) {
            probes.incrementAndGet();
        }
        return acquired;
    }

    /** Counts the changes of state: what began in another era says nothing of this one. */
    int era() {
        return era;
    }

    void succeeded(long nanos) {
        machine.onSuccess(nanos, TimeUnit.NANOSECONDS);
        settle();
    }

    void failed(long nanos) {
        machine.onError(nanos, TimeUnit.NANOSECONDS, FAILURE);
        settle();
    }

    void release() {
        // Only a probe has a place to give back: a call that began before the breaker opened would add one.
        if (settle() == Breakers.State.HALF_OPEN && probes.getAndUpdate(taken -> Math.max(0, taken - 1)) > 0) {
            machine.releasePermission();
        }
    }

    void coolDown(long nanos) {
        pause.extendTo(ticker.nanos() + nanos);
    }

    @Nullable
    String whyNot() {
        if (coolingNanos() > 0) {
            return "cooling down, the vendor asked for a pause";
        }
        return switch (state()) {
            case CLOSED -> null;
            case HALF_OPEN -> probes.get() < settings.probes() ? null : "breaker half-open, all probes taken";
            case OPEN -> openNanos() < 0 ? null : "breaker open";
        };
    }

    /** Nanoseconds until a call may be let through; 0 when one would be now. */
    long waitNanos() {
        long wait = Math.max(0, coolingNanos());
        return switch (state()) {
            case CLOSED -> wait;
            case HALF_OPEN ->
                probes.get() < settings.probes()
                        ? wait
                        : Math.max(wait, settings.probeWait().toNanos() - (ticker.nanos() - since));
            case OPEN -> Math.max(wait, openNanos());
        };
    }

    /** 0 for a vendor on trial, 1 for one in full service, between them for one that came back a short while ago. */
    double readiness(long rampNanos) {
        if (state() != Breakers.State.CLOSED) {
            return 0;
        }
        if (!cameBack && !pause.wasUsed()) {
            return 1;
        }
        long now = ticker.nanos();
        double ready = cameBack ? share(now - since, rampNanos) : 1;
        return Math.min(ready, pause.wasUsed() ? share(-pause.left(now), rampNanos) : 1);
    }

    Breakers.State state() {
        if (seen == Breakers.State.HALF_OPEN && halfOpenTooLong()) {
            reopen();
        }
        return seen;
    }

    private static double share(long elapsed, long rampNanos) {
        return elapsed >= rampNanos ? 1 : Math.max(FIRST_SHARE, (double) elapsed / rampNanos);
    }

    private long coolingNanos() {
        return pause.wasUsed() ? pause.left(ticker.nanos()) : 0;
    }

    /** Nanoseconds the breaker stays open; resilience4j lets the first probe through once this is below 0, not at 0. */
    private long openNanos() {
        return settings.openFor().toNanos() - (ticker.nanos() - since);
    }

    private boolean halfOpenTooLong() {
        return ticker.nanos() - since > settings.probeWait().toNanos();
    }

    private synchronized void reopen() {
        if (settle() == Breakers.State.HALF_OPEN && halfOpenTooLong()) {
            machine.transitionToOpenState();
            settle();
        }
    }

    private Breakers.State settle() {
        Breakers.State now = Breakers.State.of(machine.getState());
        return now == seen ? now : changed();
    }

    private synchronized Breakers.State changed() {
        Breakers.State now = Breakers.State.of(machine.getState());
        if (now != seen) {
            since = ticker.nanos();
            probes.set(0);
            era++;
            cameBack = now == Breakers.State.CLOSED;
            seen = now;
            onChange.accept(now);
        }
        return now;
    }
}
