package gateway.delivery;

import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The throttles' executor, which never runs anything. A throttle uses it to forget a vendor it has not heard of for a
 * while; but it counts from the last permit that was given back, so that a vendor with only long streams under way would be
 * forgotten with them, and get its full number of permits a second time.
 */
public final class ThrottleClock extends ScheduledThreadPoolExecutor {

    public ThrottleClock() {
        super(0);
    }

    @Override
    @SuppressWarnings("NullAway") // the throttle takes null for "nothing scheduled"
    public @Nullable ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return null;
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException("throttles that reject have nothing to schedule");
    }
}
