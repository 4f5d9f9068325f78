package gateway.delivery;

import gateway.api.Dialect;
import gateway.time.Ticker;
import java.time.InstantSource;

/** First step of every request: makes the {@link Call}, and takes care that it ends. */
public final class Reception {

    private final Watch watch;
    private final Ticker ticker;
    private final InstantSource clock;

    Reception(Watch watch, Ticker ticker, InstantSource clock) {
        this.watch = watch;
        this.ticker = ticker;
        this.clock = clock;
    }

    /**
     * @param endpoint path of the route that was called, as metrics show it
     * @param dialect in which the caller is answered
     */
    public Call receive(Inbound inbound, String endpoint, Dialect dialect) {
        Call call = new Call(RequestIds.next(), inbound, endpoint, dialect, clock.instant(), ticker.nanos());
        watch.add(call);
        return call;
    }
}
