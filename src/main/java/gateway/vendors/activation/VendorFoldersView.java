package gateway.vendors.activation;

import gateway.vendors.Fault;
import gateway.vendors.VendorReport;
import gateway.vendors.VendorReports;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Shows the vendor folders in JMX, as {@code gateway:type=VendorFolders}. Not an MBean itself: Spring would register such a
 * bean a second time, under a name of its own.
 */
final class VendorFoldersView implements AutoCloseable {

    static final String NAME = "gateway:type=VendorFolders";

    private final MBeanServer server;
    private final ObjectName name;
    private final boolean shown;

    /** Of several gateways in one process only the first is shown. */
    VendorFoldersView(VendorReports reports, MBeanServer server) throws JMException {
        this.server = server;
        this.name = new ObjectName(NAME);
        this.shown = !server.isRegistered(name);
        if (shown) {
            server.registerMBean(new Folders(reports), name);
        }
    }

    @Override
    public void close() throws JMException {
        if (shown) {
            server.unregisterMBean(name);
        }
    }

    /** How a folder is doing, for people. */
    static String words(VendorReport report) {
        return switch (report.state()) {
            case LIVE -> "live, version " + report.generation();
            case DORMANT -> "dormant: " + report.advice();
            case ABSENT -> "absent: " + report.advice();
            case BROKEN ->
                "broken, "
                        + (report.generation() == 0 ? "nothing serves" : "version " + report.generation() + " goes on");
        };
    }

    private record Folders(VendorReports reports) implements VendorFoldersMXBean {

        @Override
        public Map<String, String> getFolders() {
            Map<String, String> folders = new TreeMap<>();
            for (VendorReport report : reports.all()) {
                folders.put(report.folder(), words(report));
            }
            return folders;
        }

        @Override
        public List<String> getFaults() {
            return reports.all().stream()
                    .flatMap(report -> report.faults().stream())
                    .map(Fault::toString)
                    .toList();
        }
    }
}
