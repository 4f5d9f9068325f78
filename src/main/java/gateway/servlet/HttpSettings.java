package gateway.servlet;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * {@code gateway.http}: limits of the public port.
 *
 * @param headerLimit names and values of all headers together
 */
@ConfigurationProperties("gateway.http")
public record HttpSettings(DataSize headerLimit) {}
