package gateway.tasks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import gateway.time.Ticker;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Whether an account may file one more task. The database is not asked to count for each of them: of the room it has found, a
 * twentieth is given away before it counts anew, and what it has said of an account that has none, or has not said, holds for a
 * second. One node keeps to the limit; each other one may exceed it by a twentieth. Thread-safe.
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
        Account account = accounts.get(name, Account::new);
        if (!account.take()) {
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

        private final String name;

        /** Not a monitor: who holds one while the database is asked may keep a processor from all others. */
        private final ReentrantLock lock = new ReentrantLock();

        /** Tasks that may be filed before the next count. */
        private int left;

        /** Tasks that are being filed: a count may miss them. */
        private int filing;

        private boolean full;
        private @Nullable RuntimeException failure;
        private long countAt;

        Account(String name) {
            this.name = name;
        }

        boolean take() {
            lock.lock();
            try {
                long now = ticker.nanos();
                boolean known = left > 0 || full || failure != null;
                if (!known || now - countAt >= 0) {
                    count(now);
                }
                if (failure != null) {
                    throw failure;
                }
                if (full) {
                    return false;
                }
                left--;
                filing++;
                return true;
            } finally {
                lock.unlock();
            }
        }

        /** Those who wait for a count that fails are told so at once, and do not ask again one after the other. */
        private void count(long now) {
            failure = null;
            try {
                int room = limit - filing - store.underWay(name, limit);
                full = room <= 0;
                left = full ? 0 : Math.max(1, room / SHARE);
                // Those that are being filed may have been counted twice.
                Duration pause = filing > 0 ? Duration.ZERO : PAUSE;
                countAt = now + (full ? pause : MEMORY).toNanos();
            } catch (RuntimeException e) {
                failure = e;
                countAt = ticker.nanos() + PAUSE.toNanos();
            }
        }

        void filed() {
            lock.lock();
            try {
                filing--;
            } finally {
                lock.unlock();
            }
        }
    }
}
