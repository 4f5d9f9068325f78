package gateway.delivery;

import gateway.api.Dialect;
import gateway.time.Ticker;
import java.time.InstantSource;

/** First step of every request: makes the {@link Call}, and takes care that it ends. */
public final class Reception {

    private final Watch watch;
    private final Settle settle;
    private final Ticker ticker;
    private final InstantSource clock;

    Reception(Watch watch, Settle settle, Ticker ticker, InstantSource clock) {
        this.watch = watch;
        this.settle = settle;
        this.ticker = ticker;
        this.clock = clock;
    }

    /**
     * @param endpoint path of the route that was called, as metrics show it
     * @param dialect in which the caller is answered
     * @param giveBack what the request's exchange holds, should no route come to its own end
     */
    public Call receive(Inbound inbound, String endpoint, Dialect dialect, Runnable giveBack) {
        Call call = new Call(RequestIds.next(), inbound, endpoint, dialect, clock.instant(), ticker.nanos());
        inbound.client().onEnd(() -> settle.settleAbandoned(call, giveBack));
        watch.add(call);
        return call;
    }
}
