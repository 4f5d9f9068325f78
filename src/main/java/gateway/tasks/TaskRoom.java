package gateway.tasks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether an account may file one more task. The database is not asked to count for each of them: of the room it has found, a
 * twentieth is given away before it counts anew. So one node keeps to the limit, and each other one may exceed it by a
 * twentieth. Thread-safe.
 */
final class TaskRoom {

    private static final int SHARE = 20;
    private static final Duration MEMORY = Duration.ofMinutes(1);

    private final TaskStore store;
    private final int limit;

    /** What may be given away without a count, by account. */
    private final Cache<String, AtomicInteger> known =
            Caffeine.newBuilder().expireAfterWrite(MEMORY).build();

    /** @param limit tasks of one account that have not ended */
    TaskRoom(TaskStore store, int limit) {
        this.store = store;
        this.limit = limit;
    }

    /** Takes the place of one task. */
    boolean take(String account) {
        AtomicInteger left = known.getIfPresent(account);
        if (left != null && left.getAndDecrement() > 0) {
            return true;
        }
        int room = limit - store.underWay(account, limit);
        known.put(account, new AtomicInteger(room / SHARE - 1));
        return room > 0;
    }
}
