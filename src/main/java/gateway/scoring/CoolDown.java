package gateway.scoring;

import java.util.concurrent.atomic.AtomicLong;

/** A pause a vendor asked for. Thread-safe; times are ticker nanoseconds. */
final class CoolDown {

    private static final long NEVER = Long.MIN_VALUE;

    private final AtomicLong until = new AtomicLong(NEVER);

    /** Pauses until then, unless a longer pause is under way. */
    void extendTo(long moment) {
        until.updateAndGet(held -> held == NEVER || moment - held > 0 ? moment : held);
    }

    /** Whether there ever was a pause: spares the hot path a look at the clock. */
    boolean wasUsed() {
        return until.get() != NEVER;
    }

    /** Nanoseconds left; 0 or less when there is no pause: then it ended that long ago. */
    long left(long now) {
        long held = until.get();
        return held == NEVER ? NEVER : held - now;
    }
}
