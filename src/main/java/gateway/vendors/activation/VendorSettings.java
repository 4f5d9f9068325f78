package gateway.vendors.activation;

import gateway.vendors.VendorLimits;
import gateway.vendors.VendorTimeouts;
import gateway.vendors.folder.CardDefaults;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where vendor folders are, and what holds for a vendor whose card is silent. The values stand, with their units, in
 * {@code application.yml}.
 *
 * @param folder holds one folder a vendor
 * @param scanInterval pause between two looks at the folders
 * @param limits limits of a vendor whose card names none
 * @param timeouts timeouts of a vendor whose card names none
 * @param probeTimeout time a vendor may take to list its models
 */
@ConfigurationProperties("gateway.vendors")
public record VendorSettings(
        String folder, Duration scanInterval, Limits limits, Timeouts timeouts, Duration probeTimeout) {

    /** See {@link VendorLimits}. */
    public record Limits(int inFlight, int requestsPerSecond) {}

    /** See {@link VendorTimeouts}. */
    public record Timeouts(Duration firstEvent, Duration reply, Duration stall) {}

    public VendorSettings {
        need(!folder.isBlank(), "folder", "the path of a folder", folder);
        need(limits.inFlight() > 0, "limits.in-flight", "at least 1", limits.inFlight());
        need(limits.requestsPerSecond() > 0, "limits.requests-per-second", "at least 1", limits.requestsPerSecond());
        needTime(scanInterval, "scan-interval");
        needTime(timeouts.firstEvent(), "timeouts.first-event");
        needTime(timeouts.reply(), "timeouts.reply");
        needTime(timeouts.stall(), "timeouts.stall");
        needTime(probeTimeout, "probe-timeout");
    }

    Path root() {
        return Path.of(folder);
    }

    CardDefaults cardDefaults() {
        return new CardDefaults(
                new VendorLimits(limits.inFlight(), limits.requestsPerSecond()),
                new VendorTimeouts(timeouts.firstEvent(), timeouts.reply(), timeouts.stall()));
    }

    private static void needTime(Duration value, String setting) {
        need(value.toMillis() > 0, setting, "a time of at least 1ms", value);
    }

    private static void need(boolean holds, String setting, String wanted, Object got) {
        if (!holds) {
            throw new IllegalArgumentException("gateway.vendors." + setting + " must be " + wanted + ", got " + got);
        }
    }
}
