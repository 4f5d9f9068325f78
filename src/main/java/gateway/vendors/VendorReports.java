package gateway.vendors;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The reports on all vendor folders. Thread-safe; readers see all of one look at the folders or all of another. */
public final class VendorReports {

    private volatile SortedMap<String, VendorReport> byFolder = new TreeMap<>();

    /** All reports, sorted by folder. */
    public Collection<VendorReport> all() {
        return byFolder.values();
    }

    /** The report on a folder; null when there is no such folder. */
    public @Nullable VendorReport of(String folder) {
        return byFolder.get(folder);
    }

    /** Folders whose newest version is at fault. */
    public long broken() {
        return all().stream()
                .filter(report -> report.state() == VendorReport.State.BROKEN)
                .count();
    }

    /** Replaces all reports. */
    public void publish(Map<String, VendorReport> reports) {
        byFolder = Collections.unmodifiableSortedMap(new TreeMap<>(reports));
    }
}
