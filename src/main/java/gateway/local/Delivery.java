package gateway.local;

import java.time.Duration;

/**
 * How an answer reaches the caller, apart from what it says.
 *
 * @param delay silence before the first byte
 * @param interval from one event of a stream to the next
 * @param words words after which the ending comes, if the answer has so many
 */
record Delivery(Duration delay, Duration interval, int words, Ending ending) {

    /** What happens after the last word. */
    enum Ending {
        COMPLETE,
        /** Silence, with the answer unfinished, until the reader gives up. */
        STALL,
        /** The answer ends as if the vendor had died. */
        BREAK
    }

    /** The whole answer, as fast as it is read. */
    static final Delivery AT_ONCE = every(Duration.ZERO);

    /** The whole answer, an event an interval. */
    static Delivery every(Duration interval) {
        return new Delivery(Duration.ZERO, interval, Integer.MAX_VALUE, Ending.COMPLETE);
    }
}
