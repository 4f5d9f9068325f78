package gateway.tasks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import gateway.time.Ticker;
import java.time.Duration;

/**
 * Whether an account may file one more task. The database is not asked to count for each of them: of the room it has found, a
 * twentieth is given away before it counts anew, and one that has none is not counted again for a second. One node keeps to the
 * limit; each other one may exceed it by a twentieth. Thread-safe.
 */
final class TaskRoom {

    private static final int SHARE = 20;
    private static final Duration MEMORY = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final TaskStore store;
    private final int limit;
    private final Ticker ticker;
    private final Cache<String, Account> accounts =
            Caffeine.newBuilder().expireAfterAccess(MEMORY).build();

    /** @param limit tasks of one account that have not ended */
    TaskRoom(TaskStore store, int limit, Ticker ticker) {
        this.store = store;
        this.limit = limit;
        this.ticker = ticker;
    }

    /** Does what puts one more task into the store; false, and not done, when there is no room for it. */
    boolean file(String name, Runnable adding) {
        Account account = accounts.get(name, key -> new Account());
        if (!account.take(name)) {
            return false;
        }
        try {
            adding.run();
        } finally {
            account.filed();
        }
        return true;
    }

    /** What is known of one account. */
    private final class Account {

        /** Tasks that may be filed before the next count. */
        private int left;

        /** Tasks that are being filed: a count may miss them. */
        private int filing;

        private boolean full;
        private boolean counted;
        private long countAt;

        synchronized boolean take(String name) {
            long now = ticker.nanos();
            if (!counted || now - countAt >= 0 || (left == 0 && !full)) {
                count(name, now);
            }
            if (full) {
                return false;
            }
            left--;
            filing++;
            return true;
        }

        private void count(String name, long now) {
            int room = limit - filing - store.underWay(name, limit);
            counted = true;
            full = room <= 0;
            left = full ? 0 : Math.max(1, room / SHARE);
            // Those that are being filed may have been counted twice.
            Duration pause = filing > 0 ? Duration.ZERO : PAUSE;
            countAt = now + (full ? pause : MEMORY).toNanos();
        }

        synchronized void filed() {
            filing--;
        }
    }
}
