package gateway.delivery;

import gateway.time.Ticker;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.SplittableRandom;

/** First step of every request: makes the {@link Call}, and takes care that it ends. */
public final class Reception {

    private final Watch watch;
    private final Ticker ticker;
    private final InstantSource clock;
    private final SplittableRandom seed = new SplittableRandom();

    Reception(Watch watch, Ticker ticker, InstantSource clock) {
        this.watch = watch;
        this.ticker = ticker;
        this.clock = clock;
    }

    /** @param endpoint path of the route that was called, as metrics show it */
    public Call receive(Inbound inbound, String endpoint) {
        Call call = new Call(newId(), inbound, endpoint, clock.instant(), ticker.nanos());
        watch.add(call);
        return call;
    }

    /** 128 random bits: unique without asking anyone; not a secret. */
    private String newId() {
        SplittableRandom random;
        synchronized (seed) {
            random = seed.split();
        }
        HexFormat hex = HexFormat.of();
        return "req_" + hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
    }
}
