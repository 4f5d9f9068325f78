package gateway.tasks;

import gateway.fault.DatabaseOutage;
import gateway.fault.ErrorCode;
import gateway.fault.GatewayException;
import gateway.identity.Principal;
import gateway.time.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What callers, and those who work for them, do with tasks. Thread-safe. */
public final class Tasks {

    private final TaskStore store;
    private final TaskQueue queue;
    private final TaskRoom room;
    private final TaskSettings settings;
    private final InstantSource clock;
    private final Ticker ticker;
    private final MeterRegistry meters;

    /** Who waits for a task on this node. */
    private final ConcurrentMap<String, Set<Thread>> waiting = new ConcurrentHashMap<>();

    /** Tasks that this node works on. */
    private final ConcurrentMap<String, TaskLease> held = new ConcurrentHashMap<>();

    Tasks(
            TaskStore store,
            TaskQueue queue,
            TaskSettings settings,
            InstantSource clock,
            Ticker ticker,
            MeterRegistry meters) {
        this.meters = meters;
        this.ticker = ticker;
        this.store = store;
        this.queue = queue;
        this.room = new TaskRoom(store, settings.ofAccount(), ticker);
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Takes work in. When this has returned, it will be done, whatever becomes of this process.
     *
     * @param id see {@link Task#id}
     * @param request body of the caller's request, in the canonical dialect
     * @throws GatewayException 429 when too many of the account's tasks have not ended
     */
    public Task file(String id, Principal owner, Order order, byte[] request) {
        Instant now = now();
        Task task = Task.filed(id, owner, order, now, now.plus(settings.limit()));
        if (!room.file(owner.accountId(), () -> store.add(task, request))) {
            throw new GatewayException(
                    ErrorCode.RATE_LIMITED,
                    settings.ofAccount() + " tasks of yours have not ended: wait for some, or cancel them.",
                    null,
                    settings.retryPause());
        }
        queue.offer(id);
        return task;
    }

    /** Another account's task is as unknown as one that never was. */
    public @Nullable Task find(String account, String id) {
        Task task = store.find(id);
        return task != null && task.owner().accountId().equals(account) ? task : null;
    }

    /** The task for which a vendor has begun this job; null when there is none. */
    public @Nullable String ofJob(String vendor, String job) {
        Task task = store.findByJob(vendor, job);
        return task == null ? null : task.id();
    }

    /** The newest first. */
    public List<Task> list(String account, @Nullable Task before, int limit) {
        return store.list(account, before, limit).stream()
                // A database may take capitals for small letters.
                .filter(task -> task.owner().accountId().equals(account))
                .toList();
    }

    /** Body of the answer; empty when there is none. */
    public byte[] answer(Task task) {
        return store.answer(task.id());
    }

    /**
     * Waits until the task has ended, for so long at most.
     *
     * @param left whether there is no point in waiting any longer
     * @return as it is then
     */
    public Task await(Task task, Duration patience, BooleanSupplier left) {
        long end = ticker.nanos() + patience.toNanos();
        Thread me = Thread.currentThread();
        waiting.compute(task.id(), (id, threads) -> {
            Set<Thread> all = threads == null ? ConcurrentHashMap.newKeySet() : threads;
            all.add(me);
            return all;
        });
        try {
            Task seen = task;
            while (true) {
                seen = latest(seen);
                long rest = end - ticker.nanos();
                if (seen.state().ended() || left.getAsBoolean() || rest <= 0) {
                    return seen;
                }
                LockSupport.parkNanos(Math.min(rest, settings.look().toNanos()));
            }
        } finally {
            waiting.computeIfPresent(task.id(), (id, threads) -> {
                threads.remove(me);
                return threads.isEmpty() ? null : threads;
            });
        }
    }

    /** A database that is away tells no news: who waits goes on waiting. */
    private Task latest(Task seen) {
        try {
            Task stored = store.find(seen.id());
            return stored == null ? seen : stored;
        } catch (RuntimeException e) {
            if (DatabaseOutage.is(e)) {
                return seen;
            }
            throw e;
        }
    }

    /**
     * Ends a task that its caller does not want any more.
     *
     * @param recalls whether the vendor of this work can be told
     * @return as it is then; unchanged when it had ended before
     */
    public Task cancel(Task task, Predicate<VendorJob> recalls) {
        Task current = task;
        while (!current.state().ended()) {
            Task ended = current.ended(TaskState.CANCELLED, 0, now());
            VendorJob job = ended.job();
            Task cancelled = job != null && job.id() != null && recalls.test(job) ? ended.recalling(now()) : ended;
            if (end(cancelled, null)) {
                TaskLease lease = held.get(task.id());
                if (lease != null) {
                    lease.lose();
                }
                queue.offer(task.id());
                return cancelled.stored();
            }
            Task stored = store.find(task.id());
            current = stored == null ? cancelled : stored;
        }
        return current;
    }

    /**
     * Its vendor says that there is news: it is asked soon, and not when it would have been. Who says so need not be the
     * vendor, and may say it often.
     */
    public void hasten(String id) {
        Task task = store.find(id);
        if (task != null && !task.state().ended()) {
            Instant now = now();
            Instant soonest = task.updatedAt().plus(settings.hint());
            boolean later = soonest.isAfter(now);
            if (store.hasten(id, later ? soonest : now) && !later) {
                queue.offer(id);
            }
        }
    }

    /**
     * Has a webhook told once more that could not be told.
     *
     * @return as it is then; unchanged when there is nothing to be told
     */
    public Task tellAgain(Task task) {
        if (task.notice() != Notice.UNDELIVERABLE && task.notice() != Notice.DELIVERED) {
            return task;
        }
        Task due = task.told(Notice.DUE, now(), 0);
        if (save(due)) {
            queue.offer(task.id());
            return due.stored();
        }
        Task stored = store.find(task.id());
        return stored == null ? task : stored;
    }

    /**
     * A vendor has begun a job for a task that was cancelled, or has expired, before its name was known.
     *
     * @return whether it will be told off
     */
    boolean recall(String id, VendorJob job) {
        Task stored = store.find(id);
        while (stored != null && unwanted(stored)) {
            if (save(stored.by(job).recalling(now()))) {
                queue.offer(id);
                return true;
            }
            stored = store.find(id);
        }
        return false;
    }

    private static boolean unwanted(Task task) {
        boolean over = task.state() == TaskState.CANCELLED || task.state() == TaskState.EXPIRED;
        return over && !task.begunByVendor();
    }

    byte[] request(Task task) {
        return store.request(task.id());
    }

    boolean note(Task task) {
        return store.note(task);
    }

    long requestBytes(Task task) {
        return store.requestBytes(task.id());
    }

    boolean save(Task task) {
        return store.save(task);
    }

    boolean end(Task task, byte @Nullable [] answer) {
        boolean stored = store.end(task, answer);
        if (stored) {
            meters.counter("gateway_tasks_ended_total", "state", task.state().wire())
                    .increment();
            waiting.getOrDefault(task.id(), Set.of()).forEach(LockSupport::unpark);
        }
        return stored;
    }

    TaskLease hold(Task claimed) {
        TaskLease lease = new TaskLease(this, claimed, ticker, settings.lease());
        TaskLease before = held.put(claimed.id(), lease);
        if (before != null) {
            // It had run out, and this node has taken the task anew.
            before.lose();
        }
        return lease;
    }

    void release(TaskLease lease) {
        held.remove(lease.task().id(), lease);
    }

    /** Leases that go on, and whose holders are told when they do not. */
    void renew(Instant leaseEnd) {
        List<TaskLease> leases = List.copyOf(held.values());
        List<Task> before = leases.stream().map(TaskLease::task).toList();
        Set<String> renewed =
                Set.copyOf(store.renew(before, leaseEnd).stream().map(Task::id).toList());
        for (int i = 0; i < leases.size(); i++) {
            if (!renewed.contains(before.get(i).id())) {
                // A version that its holder has made meanwhile is renewed the next time.
                leases.get(i).loseIf(before.get(i));
            }
        }
    }

    private Instant now() {
        return clock.instant();
    }
}
