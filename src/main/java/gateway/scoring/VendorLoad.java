package gateway.scoring;

import java.util.concurrent.atomic.AtomicInteger;

/** What this node asks of one vendor, all its models together. Thread-safe. */
final class VendorLoad {

    private final AtomicInteger inFlight = new AtomicInteger();
    private final SlidingWindow calls = new SlidingWindow();

    int inFlight() {
        return inFlight.get();
    }

    /** Counts a request in, unless all places are taken. */
    boolean tryStart(int places) {
        if (inFlight.getAndIncrement() >= places) {
            inFlight.decrementAndGet();
            return false;
        }
        return true;
    }

    /** Stops at 0: an entry that was dropped and made anew does not know of the requests before it. */
    void released() {
        inFlight.getAndUpdate(count -> Math.max(0, count - 1));
    }

    boolean tryCall(int perSecond, long now) {
        return calls.tryCall(perSecond, now);
    }
}
