package gateway.scoring;

import java.util.concurrent.TimeUnit;

/**
 * When the calls of the last second were, in a ring: so no second, wherever it begins, holds more of them than it may. A call
 * costs a few nanoseconds and allocates nothing. The ring grows with the calls a second, up to eight bytes for each that is
 * allowed. Thread-safe.
 */
final class SlidingWindow {

    private static final long LENGTH_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** A power of two, as every later room is. */
    private static final int FIRST_ROOM = 64;

    private long[] calls = new long[FIRST_ROOM];
    private int oldest;
    private int count;

    /** Counts a call in; false, and nothing counted, when the last second has seen as many as are allowed. */
    synchronized boolean tryCall(int limit, long now) {
        while (count > 0 && now - calls[oldest] >= LENGTH_NANOS) {
            oldest = place(1);
            count--;
        }
        if (count >= limit) {
            return false;
        }
        if (count == calls.length) {
            grow();
        }
        calls[place(count)] = now;
        count++;
        return true;
    }

    private int place(int after) {
        return (oldest + after) & (calls.length - 1);
    }

    private void grow() {
        long[] larger = new long[2 * calls.length];
        System.arraycopy(calls, oldest, larger, 0, calls.length - oldest);
        System.arraycopy(calls, 0, larger, calls.length - oldest, oldest);
        calls = larger;
        oldest = 0;
    }
}
