package gateway.admin;

import gateway.vendors.Fault;
import gateway.vendors.VendorReport;
import gateway.vendors.VendorReports;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.stereotype.Component;

/** {@code GET /actuator/vendors} at the management port: how every vendor folder is doing, and what is wrong with it. */
@Component
@Endpoint(id = "vendors")
public final class VendorEndpoint {

    private final VendorReports reports;

    VendorEndpoint(VendorReports reports) {
        this.reports = reports;
    }

    /** One entry a folder, sorted by name. */
    @ReadOperation
    public List<Folder> folders() {
        return reports.all().stream().map(Folder::of).toList();
    }

    /**
     * @param version the version that serves; 0 when none does
     * @param advice what keeps the vendor from being callable; empty when nothing does
     * @param faults {@code file:line: what to write instead}
     */
    public record Folder(String folder, String state, long version, Instant since, String advice, List<String> faults) {

        static Folder of(VendorReport report) {
            return new Folder(
                    report.folder(),
                    report.state().name().toLowerCase(Locale.ROOT),
                    report.generation(),
                    report.since(),
                    report.advice(),
                    report.faults().stream().map(Fault::toString).toList());
        }
    }
}
