package gateway.tasks;

import gateway.identity.Principal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One piece of work at one moment. Immutable: what becomes of it is another version of it, and the store keeps that only if
 * nobody else has made one meanwhile.
 *
 * @param id 32 hexadecimal digits after {@code task_}
 * @param version counts the changes
 * @param nextAt when somebody has to look at it; while somebody does, when they are thought dead; null when nobody has to
 * @param expiresAt when it is given up
 * @param progress percent, as its vendor tells it
 * @param runs how often it was begun
 * @param looks how often its vendor was asked about it; before one has begun, how often none had room
 * @param failures of these in a row that failed; of a webhook, how often it could not be delivered
 * @param job what its vendor was asked for; null before one was
 * @param recall whether the vendor is still to be told that the job is not wanted any more
 * @param notice how far the telling of its webhook has come
 * @param status HTTP status of the answer; 0 before there is one
 */
public record Task(
        String id,
        Principal owner,
        Order order,
        TaskState state,
        int version,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant nextAt,
        Instant expiresAt,
        int progress,
        int runs,
        int looks,
        int failures,
        @Nullable VendorJob job,
        boolean recall,
        Notice notice,
        int status) {

    /** What stands before the digits of an id. */
    public static final String PREFIX = "task_";

    /** Percent. */
    private static final int DONE = 100;

    /** One that nobody has begun. */
    public static Task filed(String id, Principal owner, Order order, Instant now, Instant expiresAt) {
        return new Task(
                id,
                owner,
                order,
                TaskState.QUEUED,
                0,
                now,
                now,
                now,
                expiresAt,
                0,
                0,
                0,
                0,
                null,
                false,
                Notice.NONE,
                0);
    }

    /** The same in the version that the store keeps after this one. */
    public Task stored() {
        return with(
                state, nextAt, progress, runs, looks, failures, job, recall, notice, status, version + 1, updatedAt);
    }

    /** Held by somebody until then. */
    public Task claimed(Instant until) {
        return with(state, until, progress, runs, looks, failures, job, recall, notice, status, version + 1, updatedAt);
    }

    /** Begun once more. */
    public Task begun(Instant now) {
        return changed(state, nextAt, progress, runs + 1, looks, 0, null, now);
    }

    /** Asked of this vendor. */
    public Task by(@Nullable VendorJob whom) {
        return changed(state, nextAt, progress, runs, looks, failures, whom, updatedAt);
    }

    /** To be begun anew then: whoever had begun has left no trace. */
    public Task lost(Instant at, Instant now) {
        return changed(TaskState.QUEUED, inTime(at), progress, runs, 0, 0, null, now);
    }

    /** To be begun anew then, as if it never had been: nobody had room for it. */
    public Task putOff(Instant at, Instant now) {
        return changed(TaskState.QUEUED, inTime(at), progress, 0, looks + 1, 0, null, now);
    }

    /** Its vendor has taken it. */
    public Task submitted(VendorJob with, Instant lookAt, Instant now) {
        return changed(TaskState.SUBMITTED, inTime(lookAt), progress, runs, 0, 0, with, now);
    }

    /** Its vendor works on it; neither state nor progress go back. */
    public Task seen(TaskState state, int percent, Instant lookAt, Instant now) {
        TaskState seen = this.state == TaskState.RUNNING ? this.state : state;
        return changed(seen, inTime(lookAt), Math.max(progress, percent), runs, looks + 1, 0, job, now);
    }

    /** Its vendor could not be asked, or not be understood. */
    public Task unseen(Instant lookAt, Instant now) {
        return changed(state, inTime(lookAt), progress, runs, looks + 1, failures + 1, job, now);
    }

    /** Its vendor is to be asked then, and was not asked now. */
    public Task later(Instant at) {
        return changed(state, inTime(at), progress, runs, looks, failures, job, updatedAt);
    }

    /** Nobody puts off the moment at which it is given up. */
    private Instant inTime(Instant at) {
        return state.ended() || at.isBefore(expiresAt) ? at : expiresAt;
    }

    /**
     * It is over.
     *
     * @param httpStatus of the answer
     */
    public Task ended(TaskState how, int httpStatus, Instant now) {
        int percent = how == TaskState.SUCCEEDED ? DONE : progress;
        boolean tells = order.webhook() != null;
        return with(
                how,
                tells ? now : null,
                percent,
                runs,
                looks,
                0,
                job,
                false,
                tells ? Notice.DUE : Notice.NONE,
                httpStatus,
                version,
                now);
    }

    /** Ended while its vendor works on it: the vendor is told first. */
    public Task recalling(Instant now) {
        return with(state, now, progress, runs, looks, 0, job, true, notice, status, version, now);
    }

    /** Whether a vendor has named the work that it does for it. */
    public boolean begunByVendor() {
        return job != null && job.id() != null;
    }

    /** Its vendor knows that it is not wanted any more, as far as that can be. */
    public Task toldOff(Instant now) {
        Instant at = notice == Notice.DUE ? now : null;
        return with(state, at, progress, runs, looks, 0, job, false, notice, status, version, updatedAt);
    }

    /**
     * How the telling of its webhook has gone.
     *
     * @param at when it is tried again; null when it is not
     */
    public Task told(Notice how, @Nullable Instant at, int failed) {
        return with(state, at, progress, runs, looks, failed, job, recall, how, status, version, updatedAt);
    }

    private Task changed(
            TaskState to,
            @Nullable Instant at,
            int percent,
            int begun,
            int looked,
            int failed,
            @Nullable VendorJob with,
            Instant now) {
        return with(to, at, percent, begun, looked, failed, with, recall, notice, status, version, now);
    }

    private Task with(
            TaskState state,
            @Nullable Instant nextAt,
            int progress,
            int runs,
            int looks,
            int failures,
            @Nullable VendorJob job,
            boolean recall,
            Notice notice,
            int status,
            int version,
            Instant updatedAt) {
        return new Task(
                id, owner, order, state, version, createdAt, updatedAt, nextAt, expiresAt, progress, runs, looks,
                failures, job, recall, notice, status);
    }
}
