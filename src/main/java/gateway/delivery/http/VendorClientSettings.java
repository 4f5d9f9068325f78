package gateway.delivery.http;

import gateway.fault.StartupException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * {@code gateway.vendor-client}: connections to vendors.
 *
 * @param connectTimeout for TCP and TLS together
 * @param leaseTimeout wait for a connection when the pool is used up
 * @param connectionsPerHost connections to one vendor's address
 * @param connections connections in all
 * @param rest after so long without use a connection is closed
 * @param look how often that is looked for
 * @param life longest life of a connection; a vendor's new address is found after that
 * @param headerLines header lines in one reply
 * @param headerLine length of one of them
 */
@ConfigurationProperties("gateway.vendor-client")
public record VendorClientSettings(
        Duration connectTimeout,
        Duration leaseTimeout,
        int connectionsPerHost,
        int connections,
        Duration rest,
        Duration look,
        Duration life,
        int headerLines,
        DataSize headerLine) {

    public VendorClientSettings {
        atLeastOne("connections-per-host", connectionsPerHost);
        atLeastOne("header-lines", headerLines);
        if (connections < connectionsPerHost) {
            throw wrong("connections", "must not be below connections-per-host");
        }
        if (headerLine.toBytes() < 1 || headerLine.toBytes() > Integer.MAX_VALUE) {
            throw wrong("header-line", "must lie between 1B and 2047MB");
        }
        positive("connect-timeout", connectTimeout);
        positive("lease-timeout", leaseTimeout);
        positive("rest", rest);
        positive("look", look);
        positive("life", life);
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw wrong(name, "must be at least 1");
        }
    }

    private static void positive(String name, Duration duration) {
        if (!duration.isPositive()) {
            throw wrong(name, "must be longer than nothing");
        }
    }

    private static StartupException wrong(String name, String problem) {
        return new StartupException("The setting gateway.vendor-client." + name + ' ' + problem + '.');
    }
}
