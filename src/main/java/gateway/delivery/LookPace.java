package gateway.delivery;

import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Spreads the questions that this node asks a vendor about its work, so that no second is given more than the vendor's card
 * allows, whatever the number of tasks. Thread-safe.
 */
final class LookPace {

    /** Seconds looked ahead; what finds no place in them goes to their end. */
    private static final int SPAN = 4096;

    private static final int MILLIS = 1000;

    private final ConcurrentMap<String, Seconds> vendors = new ConcurrentHashMap<>();

    /**
     * A moment for a question, which is then taken.
     *
     * @param wanted the earliest
     */
    Instant slot(String vendor, Instant wanted, int perSecond) {
        return vendors.computeIfAbsent(vendor, name -> new Seconds()).take(wanted, perSecond);
    }

    /**
     * Whether a question may be asked now, which is then counted. What was missed while nobody asked comes at once: of that no
     * more than twice what the card allows.
     */
    boolean mayAsk(String vendor, Instant now, int perSecond) {
        return vendors.computeIfAbsent(vendor, name -> new Seconds()).mayAsk(now.getEpochSecond(), 2 * perSecond);
    }

    /** How many questions fall in each of the coming seconds. */
    private static final class Seconds {

        private final long[] second = new long[SPAN];
        private final int[] asked = new int[SPAN];
        private long current;
        private int inCurrent;

        synchronized boolean mayAsk(long now, int most) {
            if (now != current) {
                current = now;
                inCurrent = 0;
            }
            inCurrent++;
            return inCurrent <= most;
        }

        synchronized Instant take(Instant wanted, int perSecond) {
            long first = wanted.getEpochSecond();
            for (long at = first; at < first + SPAN - 1; at++) {
                int place = (int) (at % SPAN);
                if (second[place] != at) {
                    second[place] = at;
                    asked[place] = 0;
                }
                if (asked[place] < perSecond) {
                    asked[place]++;
                    return at == first
                            ? wanted
                            : Instant.ofEpochSecond(at).plusMillis(MILLIS * (asked[place] - 1L) / perSecond);
                }
            }
            return Instant.ofEpochSecond(first + SPAN - 1);
        }
    }
}
