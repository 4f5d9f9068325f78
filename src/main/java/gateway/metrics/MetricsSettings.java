package gateway.metrics;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Bounds of the metrics.
 *
 * @param maxSeries number of label combinations kept for each metric; further ones are counted under {@code other}
 */
@ConfigurationProperties("gateway.metrics")
public record MetricsSettings(int maxSeries) {}
