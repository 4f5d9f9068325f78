package gateway.tasks;

import gateway.fault.DatabaseOutage;
import gateway.time.Ticker;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A task in the hands of one who works on it. One thread works with it; any may ask whether it was lost. */
public final class TaskLease {

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Tasks tasks;
    private final Ticker ticker;
    private final Duration length;
    private volatile Task task;
    private volatile boolean lost;
    private final ReentrantLock changing = new ReentrantLock();

    /** @param length for how long nobody else takes the task, unless the lease is renewed */
    TaskLease(Tasks tasks, Task claimed, Ticker ticker, Duration length) {
        this.tasks = tasks;
        this.task = claimed;
        this.ticker = ticker;
        this.length = length;
    }

    /** The task as it is stored, unless the lease was lost. */
    public Task task() {
        return task;
    }

    /** Whether somebody else has changed the task: its caller has cancelled it, or it was taken for abandoned. */
    public boolean lost() {
        return lost;
    }

    void lose() {
        lost = true;
    }

    /**
     * The store has another version than this, which was the last: unless there is a newer one here, too, or is about to be, it is
     * somebody else's.
     */
    void loseIf(Task last) {
        if (changing.tryLock()) {
            try {
                lost |= task.equals(last);
            } finally {
                changing.unlock();
            }
        }
    }

    /** Body of the caller's request. */
    public byte[] request() {
        return insist(() -> tasks.request(task));
    }

    /** Its size in bytes. */
    public long requestBytes() {
        return insist(() -> tasks.requestBytes(task));
    }

    /** What has been begun, while the lease goes on. False when it was lost: the change is void. Nothing is begun meanwhile, so a database that is away is not waited for. */
    public boolean note(Task changed) {
        return kept(changed, () -> tasks.note(changed));
    }

    /** The end of the lease. False when it was lost before: the change is void. */
    public boolean save(Task changed) {
        return insist(() -> kept(changed, () -> tasks.save(changed)));
    }

    /** The same for the end of the task. */
    public boolean end(Task ended, byte @Nullable [] answer) {
        return insist(() -> kept(ended, () -> tasks.end(ended, answer)));
    }

    /** Has a vendor told off that has begun what was cancelled, or has expired, meanwhile. */
    public void recall(VendorJob job) {
        insist(() -> tasks.recall(task.id(), job));
    }

    /** A database that is away for a moment is waited for: what is not kept is done, and paid, again. */
    private <T> T insist(Supplier<T> asking) {
        long end = ticker.nanos() + length.toNanos();
        while (true) {
            try {
                return asking.get();
            } catch (RuntimeException e) {
                if (!DatabaseOutage.is(e) || ticker.nanos() - end >= 0) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private boolean kept(Task changed, BooleanSupplier keeping) {
        changing.lock();
        try {
            boolean stored = keeping.getAsBoolean();
            if (stored) {
                task = changed.stored();
            } else {
                lost = true;
            }
            return stored;
        } finally {
            changing.unlock();
        }
    }
}
