package gateway.delivery;

import gateway.scoring.Candidate;
import gateway.vendors.Offer;
import gateway.vendors.VendorKey;
import org.jspecify.annotations.Nullable;

/**
 * One try at one vendor: one call, or as many as the parts of a request make necessary. Its outcome is told once, to breaker, health, key and decision; see {@link Attempts}. Only the
 * request's thread changes it, except that the watch reads when it is due and may cancel its upstream.
 */
final class Attempt {

    private static final long NEVER = Long.MAX_VALUE;

    final Candidate candidate;
    final @Nullable VendorKey key;
    final long startedNanos;

    /** Stands for an era in place of the breaker's own: the breaker knows enough of this attempt. */
    static final int COUNTED = -1;

    /** Of the breaker, when it let this through. */
    int breakerEra;

    /** Of the call that is under way, or was the last. */
    volatile Upstream upstream = new Upstream();

    /** Calls of the vendor, and those of them that answered a part of what was asked for. */
    int calls;

    int parts;

    /** When the last of them was sent, and when its answer, or the first content event of a stream, was there; 0 before. */
    long askedNanos;

    long answeredNanos;

    /** When the first content event of a stream was there, or the first buffered reply; 0 before. */
    long firstEventNanos;

    /** HTTP status of the vendor's answer; 0 before there is one. */
    int status;

    /** The credential as the vendor was shown it: a key, or a token; empty when there is none. */
    String shown = "";

    /** The signature that the call carried; empty when it carried none. */
    String signature = "";

    /** Whether what was shown was traded for the key. */
    boolean exchanged;

    @Nullable
    Answer answer;

    boolean closed;

    private volatile long due = NEVER;
    private volatile FailureKind dueKind = FailureKind.TIMEOUT;

    Attempt(Candidate candidate, @Nullable VendorKey key, long startedNanos, int breakerEra) {
        this.candidate = candidate;
        this.key = key;
        this.startedNanos = startedNanos;
        this.breakerEra = breakerEra;
    }

    Offer offer() {
        return candidate.offer();
    }

    /** The vendor has until then; after that the call is cancelled for the given reason. */
    void due(long nanos, FailureKind kind) {
        dueKind = kind;
        due = nanos;
    }

    void neverDue() {
        due = NEVER;
    }

    /** Called by the watch. */
    void cancelIfDue(long now) {
        long limit = due;
        if (limit != NEVER && now - limit >= 0) {
            upstream.cancel(dueKind);
        }
    }
}
