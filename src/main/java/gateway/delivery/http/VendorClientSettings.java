package gateway.delivery.http;

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
 * @param idle rest after which a kept connection is looked at before it is used again
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
        Duration idle,
        Duration life,
        int headerLines,
        DataSize headerLine) {}
