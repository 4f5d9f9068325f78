package gateway.delivery;

import gateway.tasks.Task;
import gateway.tasks.TaskLease;
import gateway.tasks.VendorJob;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a call does for a task. It stands where a caller would: what they would be sent is kept for them, and when the task is
 * theirs no more it is as if they had left.
 */
final class TaskCall implements Client {

    /** What its vendor is asked. */
    enum Step {
        /** To do the work, or to begin it. */
        BEGIN,
        /** How the work is doing. */
        POLL,
        /** Whether it has begun it, after a node died that had asked for it. */
        FIND,
        /** To end it. */
        CANCEL;

        private final String wire = name().toLowerCase(Locale.ROOT);

        /** The name that templates choose a path by. */
        String wire() {
            return wire;
        }
    }

    /** What a caller would have been sent. */
    record Told(int status, @Nullable String retryAfter, byte[] body) {}

    private final TaskLease lease;
    private final Step step;
    private @Nullable Task next;
    private @Nullable Told told;

    TaskCall(TaskLease lease, Step step) {
        this.lease = lease;
        this.step = step;
    }

    TaskLease lease() {
        return lease;
    }

    Task task() {
        return lease.task();
    }

    Step step() {
        return step;
    }

    /** What the vendor was asked for. */
    VendorJob job() {
        return Objects.requireNonNull(task().job(), "no vendor was asked");
    }

    /** What becomes of the task, unless there is an answer. */
    void becomes(Task changed) {
        next = changed;
    }

    @Nullable
    Task next() {
        return next;
    }

    /** Null when the caller is not to be told anything yet. */
    @Nullable
    Told told() {
        return told;
    }

    @Override
    public void send(int status, Map<String, String> headers, byte[] body) {
        told = new Told(status, headers.get("Retry-After"), body);
    }

    @Override
    public boolean gone() {
        // A vendor that is asked to begin must be heard out: only then can it be told that nobody wants it any more.
        return lease.lost() && (step != Step.BEGIN || task().job() == null);
    }

    @Override
    public void begin(int status, Map<String, String> headers) {
        throw notStreamed();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        throw notStreamed();
    }

    private static IllegalStateException notStreamed() {
        return new IllegalStateException("the answer of a task is whole");
    }

    @Override
    public boolean begun() {
        return false;
    }

    @Override
    public void flush() {
        // nothing was written
    }

    @Override
    public long writingSince() {
        return 0;
    }

    @Override
    public void stopReading() {
        // the request is here in whole
    }

    @Override
    public void abort() {
        // nobody is connected
    }

    @Override
    public void watch() {
        // nobody is connected
    }

    @Override
    public void onEnd(Runnable action) {
        // what leaves its route is done again when the lease ends
    }

    @Override
    public void release() {
        // nobody is connected
    }
}
