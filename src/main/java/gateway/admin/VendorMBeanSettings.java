package gateway.admin;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What the console shows of vendors. The values stand, with their units, in {@code application.yml}.
 *
 * @param refresh pause between two looks whether the catalog has changed
 * @param promptTokens prompt of the request the shown scores are worked out for
 * @param outputTokens answer of that request
 */
@ConfigurationProperties("gateway.vendor-mbeans")
public record VendorMBeanSettings(Duration refresh, int promptTokens, int outputTokens) {}
