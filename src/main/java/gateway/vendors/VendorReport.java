package gateway.vendors;

import java.time.Instant;
import java.util.List;

/**
 * How a vendor folder is doing.
 *
 * @param generation the version that serves requests; 0 when none does. A broken folder may go on serving an older one
 * @param since when this became so
 * @param advice what keeps the vendor from being callable, for example {@code set GLOBEX_API_KEY}; empty when nothing does
 * @param faults why the newest version of the folder is not served; empty unless broken
 */
public record VendorReport(
        String folder, State state, long generation, Instant since, String advice, List<Fault> faults) {

    /** What became of the newest version of a folder. */
    public enum State {
        /** Serves requests. */
        LIVE,
        /** In order, but the environment has no key for it. */
        DORMANT,
        /** At fault; the last good version, if there was one, goes on serving. */
        BROKEN,
        /** In order, but nobody answers at its address. */
        ABSENT
    }

    public VendorReport {
        faults = List.copyOf(faults);
    }

    /** Whether two reports say the same, whenever they were made. */
    public boolean saysTheSameAs(VendorReport other) {
        return state == other.state
                && generation == other.generation
                && advice.equals(other.advice)
                && faults.equals(other.faults);
    }
}
