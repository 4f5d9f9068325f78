package gateway.delivery;

import gateway.fault.ErrorCode;
import gateway.fault.GatewayException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** So many bytes that this node has for one purpose, whoever holds them. Thread-safe. */
final class Room {

    private static final Duration SOON = Duration.ofSeconds(1);

    private final long limit;
    private final String what;
    private final AtomicLong held = new AtomicLong();

    /** @param what fills it, in words for callers */
    Room(long limit, String what) {
        this.limit = limit;
        this.what = what;
    }

    /** @throws GatewayException 503 when there is no room for so many bytes more */
    void reserve(long bytes) {
        if (held.addAndGet(bytes) > limit) {
            held.addAndGet(-bytes);
            throw new GatewayException(
                    ErrorCode.OVERLOADED, "This node holds too many " + what + "; try again.", null, SOON);
        }
    }

    /** Takes what is taken already, whether or not there is room; less than nothing gives back. */
    void add(long bytes) {
        held.addAndGet(bytes);
    }
}
