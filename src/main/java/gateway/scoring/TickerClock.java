package gateway.scoring;

import gateway.time.Ticker;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Monotonic time in the form resilience4j takes. Its breakers measure how long they are open by a wall clock unless given
 * another: a clock set back by two hours would keep every open breaker open for two hours more.
 */
final class TickerClock extends Clock {

    private final Ticker ticker;

    TickerClock(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Counted from an arbitrary moment: only differences mean something. */
    @Override
    public Instant instant() {
        return Instant.ofEpochSecond(0, ticker.nanos());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
