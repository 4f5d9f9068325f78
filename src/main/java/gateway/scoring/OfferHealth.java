package gateway.scoring;

import gateway.fault.ErrorCode;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Moving figures of one offer on this node. Newer observations weigh more; what has not been seen for long is forgotten.
 * Written under a lock held for a few nanoseconds once a request, read without one.
 */
public final class OfferHealth {

    /**
     * The last failure, without a word of the vendor's.
     *
     * @param code what went wrong
     */
    public record LastError(ErrorCode code, Instant at) {}

    private final double smoothing;
    private final long staleNanos;
    private final VendorLoad ofVendor;
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile double firstTokenSeconds;
    private volatile double tokens;
    private volatile double seconds;
    private volatile double errors;
    private volatile boolean seen;
    private volatile long seenAt;
    private volatile @Nullable LastError lastError;

    OfferHealth(double smoothing, long staleNanos, VendorLoad ofVendor) {
        this.smoothing = smoothing;
        this.staleNanos = staleNanos;
        this.ofVendor = ofVendor;
    }

    /** Requests under way. */
    public int inFlight() {
        return inFlight.get();
    }

    /** Moving time to the first content event of a stream, or to an answer that is no text, in seconds; 0 when none was seen. */
    public double firstTokenSeconds() {
        return firstTokenSeconds;
    }

    /** Moving speed of generation; long answers count for more than short ones; 0 when unknown. */
    public double tokensPerSecond() {
        double spent = seconds;
        return spent > 0 ? tokens / spent : 0;
    }

    /** Moving share of failed requests, from 0 to 1; fades away while nothing is observed. */
    public double errorRate(long now) {
        double rate = errors;
        return rate == 0 || !seen ? 0 : rate * Math.max(0, 1 - (double) (now - seenAt) / staleNanos);
    }

    public @Nullable LastError lastError() {
        return lastError;
    }

    /** Whether nothing has been observed for so long, and nothing is under way, that a probe would teach us something. */
    boolean stale(long now) {
        return inFlight.get() == 0 && forgotten(now);
    }

    /** Expected seconds until the last of this many tokens, none for vectors; 0 when unknown or forgotten. */
    double expectedSeconds(int outputTokens, long now) {
        double speed = tokensPerSecond();
        if (forgotten(now)) {
            return 0;
        }
        if (outputTokens == 0) {
            return firstTokenSeconds;
        }
        return speed > 0 ? firstTokenSeconds + outputTokens / speed : 0;
    }

    /** Counts a request in, unless the vendor's places are taken. */
    boolean tryStart(int vendorLimit) {
        if (!ofVendor.tryStart(vendorLimit)) {
            return false;
        }
        inFlight.incrementAndGet();
        return true;
    }

    /** Counts a call in, unless the last second has seen as many as the vendor may get. */
    boolean tryCall(int vendorLimit, long now) {
        return ofVendor.tryCall(vendorLimit, now);
    }

    /** Stops at 0: an entry that was dropped and made anew does not know of the requests before it. */
    void released() {
        inFlight.getAndUpdate(count -> Math.max(0, count - 1));
        ofVendor.released();
    }

    synchronized void firstEvent(double elapsedSeconds, long now) {
        beginAnewIfForgotten(now);
        firstTokenSeconds = firstTokenSeconds == 0 ? elapsedSeconds : moved(firstTokenSeconds, elapsedSeconds);
    }

    synchronized void succeeded(int outputTokens, double generationSeconds, long now) {
        released();
        double rate = errorRate(now);
        beginAnewIfForgotten(now);
        errors = moved(rate, 0);
        if (outputTokens > 0 && generationSeconds > 0) {
            tokens = seconds == 0 ? outputTokens : moved(tokens, outputTokens);
            seconds = seconds == 0 ? generationSeconds : moved(seconds, generationSeconds);
        }
        saw(now);
    }

    synchronized void failed(LastError error, long now) {
        released();
        double rate = errorRate(now);
        beginAnewIfForgotten(now);
        errors = moved(rate, 1);
        lastError = error;
        saw(now);
    }

    /** Figures that are out of date say nothing: the next one observed is the first. */
    private void beginAnewIfForgotten(long now) {
        if (seen && forgotten(now)) {
            seen = false;
            firstTokenSeconds = 0;
            tokens = 0;
            seconds = 0;
            errors = 0;
        }
    }

    private double moved(double held, double observed) {
        return held + smoothing * (observed - held);
    }

    private boolean forgotten(long now) {
        return !seen || now - seenAt > staleNanos;
    }

    private void saw(long now) {
        seenAt = now;
        seen = true;
    }
}
