package gateway.delivery;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One token and its successor. At most one of them is being fetched at a time. Thread-safe. */
final class KeptToken {

    /** Renewed when this part of its life is left: one in so many. */
    private static final long LAST_PART = 5;

    /** Not used when this part of its life is left: the call must still arrive. */
    private static final long LAST_MOMENTS = 20;

    /** A renewal that failed is tried again after this pause; until then the old token serves. */
    private static final long PAUSE_NANOS = Duration.ofSeconds(5).toNanos();

    /**
     * @param got when it was given out, as {@link gateway.time.Ticker} tells it
     */
    record Token(String text, long got, Duration life) {

        boolean over(long now) {
            return left(now) <= life.toNanos() / LAST_MOMENTS;
        }

        boolean old(long now) {
            return left(now) <= life.toNanos() / LAST_PART;
        }

        private long left(long now) {
            return got + life.toNanos() - now;
        }

        /** Without the secret. */
        @Override
        public String toString() {
            return "a token";
        }
    }

    private final Supplier<CompletableFuture<Token>> fetch;
    private @Nullable CompletableFuture<Token> current;
    private @Nullable CompletableFuture<Token> next;
    private boolean resting;
    private long restUntil;

    KeptToken(Supplier<CompletableFuture<Token>> fetch) {
        this.fetch = fetch;
    }

    /** A token that is, or will be, good at this time. The same for all who ask while it is being fetched. */
    synchronized CompletableFuture<Token> usable(long now) {
        succeed(now);
        CompletableFuture<Token> held = current;
        if (held == null
                || held.isCompletedExceptionally()
                || (held.isDone() && held.join().over(now))) {
            held = next == null ? fetch.get() : next;
            next = null;
            current = held;
        } else if (held.isDone() && next == null && !resting(now) && held.join().old(now)) {
            next = fetch.get();
        }
        return held;
    }

    /** Puts a renewed token in the place of the old one, or gives it up for a while. */
    private void succeed(long now) {
        CompletableFuture<Token> renewed = next;
        if (renewed == null || !renewed.isDone()) {
            return;
        }
        next = null;
        if (renewed.isCompletedExceptionally()) {
            resting = true;
            restUntil = now + PAUSE_NANOS;
        } else {
            current = renewed;
        }
    }

    private boolean resting(long now) {
        resting = resting && now - restUntil < 0;
        return resting;
    }

    /** Throws a token away, unless another has taken its place. */
    synchronized void forget(String token) {
        CompletableFuture<Token> held = current;
        if (held != null
                && held.isDone()
                && !held.isCompletedExceptionally()
                && held.join().text().equals(token)) {
            current = null;
        }
    }
}
