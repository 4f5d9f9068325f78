package gateway.admin;

import org.jspecify.annotations.Nullable;

/**
 * One try at one vendor.
 *
 * @param offer for example {@code globex/globex-chat}
 * @param keyId name of the key that was used, never the key; null when none was
 * @param outcome {@link #OK}, or the code of the error it ended with, for example {@code upstream_timeout}
 * @param vendorStatus HTTP status of the vendor's answer; 0 when there was none
 * @param startedMillis when it began, after the beginning of the request
 * @param firstEventMillis when the first content came, after the beginning of the attempt; {@link #NEVER} when none did
 * @param totalMillis how long it took
 * @param calls of the vendor; more than one when the request was answered in parts
 */
public record AttemptRecord(
        String offer,
        String region,
        @Nullable String keyId,
        String outcome,
        int vendorStatus,
        long startedMillis,
        long firstEventMillis,
        long totalMillis,
        int calls) {

    /** Outcome of an attempt that served the request. */
    public static final String OK = "ok";

    /** No content ever came. */
    public static final long NEVER = -1;

    /** Whether it tells no more than this one before it. */
    public boolean repeats(AttemptRecord before) {
        return vendorStatus == 0
                && before.vendorStatus == 0
                && outcome.equals(before.outcome)
                && offer.equals(before.offer)
                && region.equals(before.region);
    }
}
