package gateway.vendors.activation;

import gateway.vendors.LiveVendor;
import gateway.vendors.ModelCard;
import gateway.vendors.VendorReport;
import gateway.vendors.folder.Blueprint;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the watcher remembers of a folder. One thread's. */
final class TrackedFolder {

    /** Probes in a row without an answer after which a vendor is taken to be gone. */
    private static final int MOST_SILENCES = 3;

    final String name;
    private boolean missing;
    private int silences;

    /** Whether it was read anew and is not in force, because a probed vendor that serves did not answer. */
    private boolean waiting;

    /** As it was at the last look. */
    String seen = "";

    /** As it was when it was last read. */
    String read = "";

    /** When a probed vendor was last asked, on the ticker. */
    long probedAt;

    @Nullable
    Activation last;

    /** The version that serves; null when none does. */
    @Nullable
    LiveVendor serving;

    @Nullable
    VendorReport report;

    TrackedFolder(String name) {
        this.name = name;
    }

    /** Whether the folder is as it was at the last look, and other than when it was read: nobody is writing to it now. */
    boolean settledAnew(String fingerprint) {
        boolean settled = fingerprint.equals(seen);
        seen = fingerprint;
        return settled && !fingerprint.equals(read);
    }

    /** Whether it was missing in two looks: a folder that is deleted and copied anew is missing for a moment. */
    boolean goneForGood(boolean present) {
        boolean before = missing;
        missing = !present;
        return before && missing;
    }

    /** Whether a probed vendor that serves goes on although it did not answer: it may only be busy. */
    boolean staysThoughNobodyAnswers(Activation activation) {
        boolean silent = activation.state() == VendorReport.State.ABSENT;
        silences = silent ? silences + 1 : 0;
        waiting = silent && serving != null && silences < MOST_SILENCES;
        return waiting;
    }

    boolean waitsForAnAnswer() {
        return waiting;
    }

    /** Whether it is broken by what another folder may have changed. */
    boolean brokenByTheEnvironment() {
        return last != null
                && last.faults().stream().anyMatch(fault -> fault.file().equals(VendorEnvironment.PLACE));
    }

    /** The card of a folder in order whose models are found by asking; null for every other. */
    @Nullable
    Blueprint probed() {
        Blueprint blueprint =
                last == null || last.content() == null || !last.faults().isEmpty()
                        ? null
                        : last.content().blueprint();
        return blueprint == null || blueprint.probe() == null ? null : blueprint;
    }

    /** The models that serve now. */
    List<ModelCard> models() {
        return serving == null ? List.of() : serving.card().models();
    }

    VendorReport report(Activation activation, Instant now) {
        return new VendorReport(
                name,
                activation.state(),
                serving == null ? 0 : serving.generation(),
                now,
                activation.advice(),
                activation.faults());
    }
}
