package gateway.vendors;

import gateway.time.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * The keys we hold for one outlet. Usable keys take turns; a key the vendor refused rests in quarantine and is tried again
 * afterwards. Thread-safe.
 */
public final class KeyRing {

    private static final long USABLE = Long.MIN_VALUE;

    private final List<VendorKey> keys;
    private final Ticker ticker;
    private final AtomicLongArray restUntil;
    private final AtomicInteger turn = new AtomicInteger();

    public KeyRing(List<VendorKey> keys, Ticker ticker) {
        this.keys = List.copyOf(keys);
        this.ticker = ticker;
        this.restUntil = new AtomicLongArray(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            restUntil.set(i, USABLE);
        }
    }

    /** The next usable key; null when every key is in quarantine. */
    public @Nullable VendorKey pick() {
        int first = turn.getAndIncrement() & Integer.MAX_VALUE;
        for (int i = 0; i < keys.size(); i++) {
            int index = (first + i) % keys.size();
            if (usable(index)) {
                return keys.get(index);
            }
        }
        return null;
    }

    /** The key of this id, usable or not; null when there is none. */
    public @Nullable VendorKey named(String id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst().orElse(null);
    }

    /**
     * Takes a key out of service for a while: the vendor refused it.
     *
     * @return whether that is news: of many calls with one key each is refused
     */
    public boolean quarantine(VendorKey key, Duration rest) {
        int index = keys.indexOf(key);
        if (index < 0) {
            return false;
        }
        boolean news = usable(index);
        restUntil.set(index, ticker.nanos() + rest.toNanos());
        return news;
    }

    /** Number of keys that can be picked now. */
    public int usable() {
        int count = 0;
        for (int i = 0; i < keys.size(); i++) {
            count += usable(i) ? 1 : 0;
        }
        return count;
    }

    /** Whether there is a usable key but this one, which its vendor has just refused. */
    public boolean usableBeside(@Nullable VendorKey refused) {
        for (int i = 0; i < keys.size(); i++) {
            if (usable(i) && !keys.get(i).equals(refused)) {
                return true;
            }
        }
        return false;
    }

    /** How long until a key can be picked; zero when one can be now, or when none is needed. */
    public Duration shortestRest() {
        long shortest = Long.MAX_VALUE;
        for (int i = 0; i < keys.size(); i++) {
            long until = restUntil.get(i);
            shortest = Math.min(shortest, until == USABLE ? 0 : until - ticker.nanos());
        }
        return keys.isEmpty() ? Duration.ZERO : Duration.ofNanos(Math.max(0, shortest));
    }

    public int size() {
        return keys.size();
    }

    private boolean usable(int index) {
        long until = restUntil.get(index);
        return until == USABLE || ticker.nanos() - until >= 0;
    }
}
