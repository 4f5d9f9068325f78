package gateway.delivery;

import gateway.admin.AttemptRecord;
import gateway.logging.Wordless;
import gateway.metrics.GatewayMetrics;
import gateway.scoring.Breakers;
import gateway.scoring.Candidate;
import gateway.scoring.HealthBook;
import gateway.time.Ticker;
import gateway.vendors.Capability;
import gateway.vendors.KeyRing;
import gateway.vendors.Offer;
import gateway.vendors.VendorKey;
import gateway.vendors.VendorTimeouts;
import gateway.wire.Usage;
import gateway.wire.UsageAnomaly;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins and ends attempts. Whatever becomes of an attempt is told here, once, to all who keep count: the breaker of vendor
 * and model, the vendor's health, the key, the metrics, the request's decision.
 */
public final class Attempts {

    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /** Wait for our own pace for a vendor, in the midst of a request of many parts. */
    private static final long PAUSE_NANOS = Duration.ofMillis(50).toNanos();

    private final DeliverySettings settings;
    private final Breakers breakers;
    private final HealthBook health;
    private final GatewayMetrics metrics;
    private final Credentials credentials;
    private final Ticker ticker;

    Attempts(
            DeliverySettings settings,
            Breakers breakers,
            HealthBook health,
            GatewayMetrics metrics,
            Credentials credentials,
            Ticker ticker) {
        this.credentials = credentials;
        this.settings = settings;
        this.breakers = breakers;
        this.health = health;
        this.metrics = metrics;
        this.ticker = ticker;
    }

    /**
     * Before each call of a vendor: begins an attempt, or goes on with one that has answered a part.
     *
     * @throws CallFailure when the vendor must not be called now
     */
    public void begin(Call call) {
        refuseAfterDeadline(call);
        Attempt current = call.attempt;
        Attempt attempt = current == null || current.closed ? start(call) : current;
        long now = ticker.nanos();
        if (attempt.calls > 0) {
            awaitPace(call, attempt);
            now = ticker.nanos();
            measure(attempt, attempt.answeredNanos);
            attempt.upstream = new Upstream();
        }
        attempt.calls++;
        attempt.askedNanos = now;
        setDue(call, attempt, now);
        attempt.upstream.bind();
        FailureKind ended = call.ended();
        if (ended != null) {
            attempt.upstream.cancel(ended);
        }
    }

    /** In the midst of a request our own pace for the vendor is waited for: what was answered is paid. */
    private void awaitPace(Call call, Attempt attempt) {
        while (!health.tryCall(attempt.offer())) {
            LockSupport.parkNanos(PAUSE_NANOS);
            refuseAfterDeadline(call);
            FailureKind ended = call.ended();
            if (ended != null) {
                throw new CallFailure(ended, "ended from outside");
            }
        }
    }

    private void refuseAfterDeadline(Call call) {
        if (ticker.nanos() - call.deadlineNanos >= 0) {
            throw new CallFailure(FailureKind.DEADLINE, "the request's deadline has passed");
        }
    }

    private Attempt start(Call call) {
        Candidate candidate = call.candidate();
        Offer offer = candidate.offer();
        KeyRing keys = offer.outlet().keys();
        VendorKey key = keys.pick();
        if (key == null && keys.size() > 0) {
            throw new CallFailure(FailureKind.HELD_BACK, "every key is in quarantine");
        }
        if (!health.tryStart(offer)) {
            throw new CallFailure(FailureKind.HELD_BACK, "its limit of requests in flight is reached");
        }
        if (!breakers.tryAcquire(offer)) {
            health.released(offer);
            throw new CallFailure(FailureKind.HELD_BACK, "its breaker is open");
        }
        int era = breakers.era(offer);
        if (!health.tryCall(offer)) {
            breakers.release(offer, era);
            health.released(offer);
            throw new CallFailure(FailureKind.HELD_BACK, "its limit of requests a second is reached");
        }
        Attempt attempt = new Attempt(candidate, key, ticker.nanos(), era);
        call.tried++;
        call.attempt = attempt;
        return attempt;
    }

    private static void setDue(Call call, Attempt attempt, long now) {
        VendorTimeouts timeouts = attempt.offer().vendor().card().timeouts();
        Duration patience = call.request().stream() ? timeouts.firstEvent() : timeouts.reply();
        long due = now + patience.toNanos();
        if (due - call.deadlineNanos < 0) {
            attempt.due(due, FailureKind.TIMEOUT);
        } else {
            attempt.due(call.deadlineNanos, FailureKind.DEADLINE);
        }
    }

    /** A stream has begun to answer. */
    void begun(Attempt attempt) {
        long elapsed = attempt.firstEventNanos - attempt.startedNanos;
        if (breakers.begun(attempt.offer(), elapsed, attempt.breakerEra)) {
            attempt.breakerEra = Attempt.COUNTED;
        }
    }

    /** The answer has reached the caller in whole. */
    public void succeeded(Call call) {
        Attempt attempt = call.attempt();
        if (!close(attempt)) {
            return;
        }
        Offer offer = attempt.offer();
        long now = ticker.nanos();
        Usage usage = call.usage;
        boolean streamed = call.request().stream();
        boolean begun = attempt.answer instanceof Answer.Begun;
        if (!begun && (streamed || call.request().kind() != Capability.Kind.CHAT)) {
            health.firstEvent(offer, attempt.answeredNanos - attempt.askedNanos);
        }
        health.succeeded(
                offer,
                usage == null ? 0 : (int) usage.completion(),
                now - (streamed ? attempt.answeredNanos : attempt.askedNanos));
        breakers.succeeded(offer, now - attempt.askedNanos, attempt.breakerEra);
        measure(attempt, now);
        UsageAnomaly anomaly = usage == null ? null : usage.anomaly();
        if (anomaly != null) {
            metrics.usageAnomaly(offer.vendor().card().name(), offer.model().id(), anomaly.wire());
        }
        call.attempts.add(Records.attempt(call, attempt, AttemptRecord.OK, now));
    }

    /** The attempt, or what came before it, went wrong: decides who is to blame. */
    public void failed(Call call, Throwable thrown) {
        Attempt attempt = call.attempt;
        if (attempt == null || attempt.closed) {
            call.failure = failure(call, thrown, new Upstream());
            AttemptRecord held = Records.heldBack(call, call.candidate().offer(), ticker.nanos());
            if (call.attempts.isEmpty() || !held.repeats(call.attempts.getLast())) {
                call.attempts.add(held);
            }
            return;
        }
        CallFailure failure = failure(call, thrown, attempt.upstream);
        call.failure = failure;
        // Whatever ends a request of which a vendor has answered a part: that part is paid.
        call.doubtful |= attempt.parts > 0
                || call.spent() != null
                || (!failure.kind().leftNoWork() && !settings.resendDoubtful());
        call.spend(attempt);
        // What is still open is cut, not read to its end: the vendor would go on generating, and billing.
        attempt.upstream.cancel(failure.kind());
        boolean renewed = false;
        if (close(attempt)) {
            renewed = renewed(call, attempt, failure);
            if (!renewed) {
                blame(attempt, failure);
            }
            measure(attempt, ticker.nanos());
            call.attempts.add(
                    Records.attempt(call, attempt, failure.kind().code().wire(), ticker.nanos()));
        }
        boolean anotherKey = failure.kind() == FailureKind.OUR_KEY
                && attempt.offer().outlet().keys().usableBeside(attempt.key);
        if (renewed || anotherKey) {
            call.position--;
        }
    }

    private static CallFailure failure(Call call, Throwable thrown, Upstream upstream) {
        CallFailure failure = Faults.of(thrown, upstream);
        if (failure.kind() == FailureKind.INTERNAL) {
            LOG.error(
                    "request {} failed inside the gateway, at vendor {}", call.id, call.vendor(), Wordless.of(thrown));
        }
        return failure;
    }

    /** A token may have been withdrawn before its end; the key it was traded for is none the worse for it. */
    private boolean renewed(Call call, Attempt attempt, CallFailure failure) {
        VendorKey key = attempt.key;
        if (failure.kind() != FailureKind.OUR_KEY || !attempt.exchanged || key == null || !call.renewedFor.add(key)) {
            return false;
        }
        credentials.forget(attempt);
        breakers.release(attempt.offer(), attempt.breakerEra);
        health.released(attempt.offer());
        return true;
    }

    private void blame(Attempt attempt, CallFailure failure) {
        Offer offer = attempt.offer();
        FailureKind kind = failure.kind();
        if (kind.blamesVendor()) {
            breakers.failed(offer, ticker.nanos() - attempt.askedNanos, attempt.breakerEra);
            health.failed(offer, kind.code());
        } else {
            breakers.release(offer, attempt.breakerEra);
            health.released(offer);
        }
        VendorKey key = attempt.key;
        if (kind.blamesKey() && key != null) {
            if (offer.outlet().keys().quarantine(key, settings.keyQuarantine())) {
                LOG.warn(
                        "Vendor {} refused key {} of region {}: it rests for {}",
                        offer.vendor().card().name(),
                        key.id(),
                        offer.outlet().region(),
                        settings.keyQuarantine());
            }
        }
        if (kind == FailureKind.RATE_LIMITED || kind == FailureKind.OVERLOADED) {
            breakers.coolDown(offer, failure.retryAfter());
        }
    }

    /** Whatever was not told yet counts as nothing; for the end of every request. */
    void abandon(Call call) {
        Attempt attempt = call.attempt;
        Upstream.unbind();
        if (attempt != null && close(attempt)) {
            attempt.upstream.cancel(FailureKind.INTERNAL);
            breakers.release(attempt.offer(), attempt.breakerEra);
            health.released(attempt.offer());
        }
    }

    private static boolean close(Attempt attempt) {
        boolean first = !attempt.closed;
        attempt.closed = true;
        attempt.neverDue();
        return first;
    }

    private void measure(Attempt attempt, long now) {
        Offer offer = attempt.offer();
        if (attempt.answer instanceof Answer.Streamed streamed
                && streamed.stream().unknownEvents() > 0) {
            metrics.unknownEvents(
                    offer.vendor().card().name(),
                    offer.model().id(),
                    offer.outlet().region(),
                    streamed.stream().unknownEvents());
        }
        metrics.vendorCall(
                offer.vendor().card().name(),
                offer.model().id(),
                offer.outlet().region(),
                (double) (now - attempt.askedNanos) / NANOS_PER_SECOND);
    }
}
