package gateway.delivery;

import gateway.time.Ticker;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The graceful stop. New requests are refused and readiness is off at once; running ones may end within the drain limit;
 * what is left then is told that the node stops. Runs before anything else is stopped.
 */
public final class Drain implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration LAST_WORD = Duration.ofSeconds(2);

    private final Watch watch;
    private final Ticker ticker;
    private final Duration limit;
    private volatile boolean draining;
    private volatile boolean running;

    Drain(Watch watch, DeliverySettings settings, Ticker ticker) {
        this.watch = watch;
        this.ticker = ticker;
        this.limit = settings.drain();
    }

    /** Whether a stop was asked for. */
    public boolean draining() {
        return draining;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        draining = true;
        running = false;
        if (watch.size() > 0) {
            LOG.info("stopping: {} requests under way, at most {} s to end", watch.size(), limit.toSeconds());
        }
        if (!awaitIdle(limit)) {
            LOG.warn("stopping: {} requests are cut off", watch.size());
            watch.endAll(FailureKind.SHUTDOWN);
            awaitIdle(LAST_WORD);
        }
    }

    /** Whether all requests ended in time. */
    private boolean awaitIdle(Duration patience) {
        long end = ticker.nanos() + patience.toNanos();
        while (watch.size() > 0 && ticker.nanos() - end < 0) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
        return watch.size() == 0;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stopped first of all. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
