package gateway.delivery;

import gateway.fault.ErrorCode;
import gateway.fault.GatewayException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps the request bodies that this node holds at once within a limit, whatever their number, and the vectors gathered for
 * requests. Counted is each body in the form in which it waits; what a vendor is sent is another copy of about its size, for
 * as long as it is being sent. A whole answer counts until it is sent, too, but is never refused: it is paid. Thread-safe.
 */
final class BodyMemory {

    private static final Duration SOON = Duration.ofSeconds(1);

    private final long limit;
    private final AtomicLong held = new AtomicLong();

    /** @param limit bytes */
    BodyMemory(long limit) {
        this.limit = limit;
    }

    /** @throws GatewayException 503 when there is no room for so many bytes more */
    void reserve(Call call, long bytes) {
        if (held.addAndGet(bytes) > limit) {
            held.addAndGet(-bytes);
            throw new GatewayException(
                    ErrorCode.OVERLOADED, "This node holds too many large requests; try again.", null, SOON);
        }
        call.bodyBytes += bytes;
    }

    /** The body of this request takes so many bytes now: it has been put into another form, or is needed no more. */
    void resize(Call call, long bytes) {
        held.addAndGet(bytes - call.bodyBytes);
        call.bodyBytes = bytes;
    }

    /** The body of this request is needed no more; may be said twice. */
    void release(Call call) {
        resize(call, 0);
    }
}
