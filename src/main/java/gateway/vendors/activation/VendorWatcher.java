package gateway.vendors.activation;

import gateway.time.Ticker;
import gateway.vendors.Catalog;
import gateway.vendors.LiveVendor;
import gateway.vendors.ModelCard;
import gateway.vendors.VendorDirectory;
import gateway.vendors.VendorReport;
import gateway.vendors.VendorReports;
import gateway.vendors.folder.Blueprint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the catalog in step with the vendor folders. A folder that changed, and then stood still for one look, is built
 * beside the version that serves; one swap of the catalog puts it in force; the old version goes when its last request has
 * ended. A folder at fault changes nothing but its report.
 */
public final class VendorWatcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(VendorWatcher.class);

    private static final int LONGEST_LOOK_SECONDS = 5;

    private final Path root;
    private final FolderScan scan;
    private final VendorActivator activator;
    private final VendorRoutes routes;
    private final VendorDirectory directory;
    private final VendorReports reports;
    private final ActivationMeters meters;
    private final InstantSource clock;
    private final Ticker ticker;
    private final SortedMap<String, TrackedFolder> folders = new TreeMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("vendor-watcher").factory());
    private boolean rootMissing;

    VendorWatcher(
            Path root,
            VendorActivator activator,
            VendorRoutes routes,
            VendorDirectory directory,
            VendorReports reports,
            ActivationMeters meters,
            InstantSource clock,
            Ticker ticker) {
        this.root = root;
        this.scan = new FolderScan(root);
        this.activator = activator;
        this.routes = routes;
        this.directory = directory;
        this.reports = reports;
        this.meters = meters;
        this.clock = clock;
        this.ticker = ticker;
    }

    /** Loads every folder before it returns, then looks again and again. The Camel context must have been started. */
    public void start(Duration pause) {
        lookSafely(true);
        var unused = thread.scheduleWithFixedDelay(
                () -> lookSafely(false), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** One look: what changed since the last one, and has stood still between them, is put in force. */
    void look() {
        look(false);
    }

    /** Returns when the look that is under way has ended: whoever stops Camel must find nobody changing its routes. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(LONGEST_LOOK_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void lookSafely(boolean first) {
        try {
            look(first);
        } catch (RuntimeException | StackOverflowError e) {
            // Else nobody would ever look again.
            LOG.error("Looking at the vendor folders in {} failed; it is tried again", root, e);
        }
    }

    /** @param first nothing serves yet, so a folder need not stand still */
    private synchronized void look(boolean first) {
        @Nullable SortedMap<String, String> found = fingerprints();
        if (found == null) {
            return;
        }
        List<LiveVendor> replaced = new ArrayList<>();
        boolean changed = retireMissing(found, replaced);
        for (Map.Entry<String, String> entry : found.entrySet()) {
            TrackedFolder folder = folders.computeIfAbsent(entry.getKey(), TrackedFolder::new);
            if (folder.settledAnew(entry.getValue()) || first || probeFoundOthers(folder)) {
                folder.read = entry.getValue();
                changed |= activate(folder, replaced);
            }
        }
        if (changed) {
            for (TrackedFolder folder : folders.values()) {
                if (folder.brokenByTheEnvironment()) {
                    activate(folder, replaced);
                }
            }
            swap(replaced);
        }
        // Last, so that whoever reads that a vendor is live can call it.
        publishReports();
    }

    private boolean retireMissing(SortedMap<String, String> found, List<LiveVendor> replaced) {
        boolean changed = false;
        for (Iterator<TrackedFolder> each = folders.values().iterator(); each.hasNext(); ) {
            TrackedFolder folder = each.next();
            if (folder.goneForGood(found.containsKey(folder.name))) {
                each.remove();
                activator.retired(folder.name);
                changed = true;
                LOG.info("Vendor {} is retired: its folder is gone", folder.name);
                meters.retired(folder.name);
                replace(folder, null, replaced);
            }
        }
        return changed;
    }

    /** Whether the catalog has to change. */
    private boolean activate(TrackedFolder folder, List<LiveVendor> replaced) {
        Activation activation = activator.activate(root.resolve(folder.name));
        Activation before = folder.last;
        folder.last = activation;
        folder.probedAt = ticker.nanos();
        if (folder.staysThoughNobodyAnswers(activation)) {
            return false;
        }
        boolean broken = activation.state() == VendorReport.State.BROKEN;
        if (!broken) {
            replace(folder, activation.live(), replaced);
        }
        VendorReport report = folder.report(activation, clock.instant());
        VendorReport known = folder.report;
        if (known == null || !known.saysTheSameAs(report)) {
            folder.report = report;
            meters.activated(report);
            log(report);
        }
        return !broken || before == null || before.state() == VendorReport.State.DORMANT;
    }

    private static void replace(TrackedFolder folder, @Nullable LiveVendor next, List<LiveVendor> replaced) {
        if (folder.serving != null) {
            replaced.add(folder.serving);
        }
        folder.serving = next;
    }

    private boolean probeFoundOthers(TrackedFolder folder) {
        Blueprint probed = folder.probed();
        Blueprint.Probe probe = probed == null ? null : probed.probe();
        if (probed == null
                || probe == null
                || ticker.nanos() - folder.probedAt < probe.every().toNanos()) {
            return false;
        }
        folder.probedAt = ticker.nanos();
        return folder.waitsForAnAnswer() || !activator.probe(probed).equals(folder.models());
    }

    private void swap(List<LiveVendor> replaced) {
        List<LiveVendor> serving = new ArrayList<>();
        Map<String, String> dormant = new HashMap<>();
        for (TrackedFolder folder : folders.values()) {
            if (folder.serving != null) {
                serving.add(folder.serving);
            }
            Activation last = folder.last;
            if (last != null) {
                for (ModelCard model : last.dormantModels()) {
                    dormant.putIfAbsent(model.id(), last.advice());
                }
            }
        }
        // The last request of the old version runs this: taking routes away is not its work.
        directory.swap(new Catalog(serving, dormant), () -> retireLater(replaced));
    }

    private void retireLater(List<LiveVendor> replaced) {
        try {
            thread.execute(() -> replaced.forEach(routes::remove));
        } catch (RejectedExecutionException e) {
            LOG.debug("The gateway is stopping; Camel takes the routes away itself");
        }
    }

    private void publishReports() {
        Map<String, VendorReport> all = new HashMap<>();
        folders.forEach((name, folder) -> {
            if (folder.report != null) {
                all.put(name, folder.report);
            }
        });
        reports.publish(all);
    }

    /** Null, with the vendors left as they are, when the root cannot be read: a volume that is away is no order to retire. */
    private @Nullable SortedMap<String, String> fingerprints() {
        try {
            SortedMap<String, String> found = scan.fingerprints();
            rootMissing = false;
            return found;
        } catch (IOException e) {
            if (!rootMissing) {
                LOG.error(
                        "The folder of vendors {} cannot be read, {} vendors go on as they are: create it, or point"
                                + " gateway.vendors.folder (GATEWAY_VENDORS) at the right one",
                        root.toAbsolutePath(),
                        folders.size());
            }
            rootMissing = true;
            return null;
        }
    }

    private static void log(VendorReport report) {
        if (report.state() == VendorReport.State.BROKEN) {
            LOG.warn("Vendor {} is {}", report.folder(), VendorFoldersView.words(report));
            report.faults().forEach(fault -> LOG.warn("{}", fault));
        } else {
            LOG.info("Vendor {} is {}", report.folder(), VendorFoldersView.words(report));
        }
    }
}
