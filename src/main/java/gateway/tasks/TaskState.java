package gateway.tasks;

import java.util.Locale;

/** Where a task stands. It only ever goes forward, and what has ended stays as it is. */
public enum TaskState {
    /** Nobody has begun, or who had begun has left no trace. */
    QUEUED(false),
    /** Its vendor has taken it. */
    SUBMITTED(false),
    /** Its vendor works on it. */
    RUNNING(false),
    SUCCEEDED(true),
    FAILED(true),
    /** The caller wants it no more. */
    CANCELLED(true),
    /** It did not end in its time. */
    EXPIRED(true);

    private final boolean ended;
    private final String wire = name().toLowerCase(Locale.ROOT);

    TaskState(boolean ended) {
        this.ended = ended;
    }

    /** Whether nothing will change any more. */
    public boolean ended() {
        return ended;
    }

    /** The name as callers see it. */
    public String wire() {
        return wire;
    }
}
