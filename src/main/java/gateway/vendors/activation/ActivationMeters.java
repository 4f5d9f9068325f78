package gateway.vendors.activation;

import gateway.vendors.VendorReport;
import gateway.vendors.VendorReports;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** Counts what becomes of vendor folders. */
final class ActivationMeters {

    private final MeterRegistry registry;

    ActivationMeters(MeterRegistry registry, VendorReports reports) {
        this.registry = registry;
        Gauge.builder("gateway.vendor.broken", reports, VendorReports::broken)
                .description("Vendor folders whose newest version is at fault")
                .register(registry);
    }

    void activated(VendorReport report) {
        count(report.folder(), report.state().name().toLowerCase(Locale.ROOT));
    }

    void retired(String folder) {
        count(folder, "retired");
    }

    private void count(String vendor, String outcome) {
        registry.counter("gateway.vendor.activations", "vendor", vendor, "outcome", outcome)
                .increment();
    }
}
