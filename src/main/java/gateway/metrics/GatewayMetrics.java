package gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/** The metrics of requests, vendor calls and cost. Label values come from routes and cards, never from a request. */
@Component
public final class GatewayMetrics {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    /** From a cached answer to a long chain of thought. */
    private static final Duration[] RESPONSE_TIME_BUCKETS = IntStream.of(
                    50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private static final double NANOS_PER_SECOND = 1e9;

    private final Series<Counter> requests;
    private final Series<Timer> responseTimes;
    private final Series<DistributionSummary> costs;
    private final Series<Counter> usageAnomalies;
    private final Series<Counter> unknownEvents;

    GatewayMetrics(MeterRegistry registry, HttpConnections connections, MetricsSettings settings) {
        requests = counters(
                "api_request_total", "API requests answered", registry, settings, "method", "endpoint", "status");
        responseTimes = new Series<>(
                settings.maxSeries(),
                tags -> Timer.builder(ExactNames.RESPONSE_TIME)
                        .description("Time from the call of a vendor's model to the end of its answer, in seconds")
                        .serviceLevelObjectives(RESPONSE_TIME_BUCKETS)
                        .tags(tags)
                        .register(registry),
                "vendor",
                "model",
                "region");
        costs = new Series<>(
                settings.maxSeries(),
                tags -> DistributionSummary.builder("cost_per_request")
                        .description("Price of answered requests, in the currency of the price list")
                        .tags(tags)
                        .register(registry),
                "vendor",
                "model",
                "user_tier");
        usageAnomalies = counters(
                "gateway_usage_anomalies_total",
                "Answers whose vendor told no count of tokens, or none that can be true",
                registry,
                settings,
                "vendor",
                "model",
                "kind");
        unknownEvents = counters(
                "gateway_unknown_events_total",
                "Events of vendors' streams that their mappings do not know",
                registry,
                settings,
                "vendor",
                "model",
                "region");
        gauges(registry, connections);
    }

    private static void gauges(MeterRegistry registry, HttpConnections connections) {
        Gauge.builder("http_connections_active", connections, HttpConnections::active)
                .description("Open connections at the public port")
                .register(registry);
        Gauge.builder("redis_connected_clients", () -> 0)
                .description("Clients of the Redis server; 0 while limits are kept in process and no Redis is used")
                .register(registry);
    }

    private static Series<Counter> counters(
            String name, String description, MeterRegistry registry, MetricsSettings settings, String... labels) {
        return new Series<>(
                settings.maxSeries(),
                tags -> Counter.builder(name)
                        .description(description)
                        .tags(tags)
                        .register(registry),
                labels);
    }

    /**
     * Counts an answered request.
     *
     * @param endpoint pattern of the route, for example {@code /api/v1/tasks/{id}}; never the path of the request
     */
    public void request(String method, String endpoint, int status) {
        requests.of(METHODS.contains(method) ? method : "other", endpoint, Integer.toString(status))
                .increment();
    }

    /** Counts an answer whose vendor's count of tokens was not believed. */
    public void usageAnomaly(String vendor, String model, String kind) {
        usageAnomalies.of(vendor, model, kind).increment();
    }

    /** Counts events of one stream that the vendor's mapping does not know. */
    public void unknownEvents(String vendor, String model, String region, int count) {
        unknownEvents.of(vendor, model, region).increment(count);
    }

    /** Records how long a vendor's model took to answer. */
    public void vendorCall(String vendor, String model, String region, double seconds) {
        responseTimes.of(vendor, model, region).record(Math.round(seconds * NANOS_PER_SECOND), TimeUnit.NANOSECONDS);
    }

    /** Records what a request cost, in the currency of the price list. */
    public void cost(String vendor, String model, String userTier, double amount) {
        costs.of(vendor, model, userTier).record(amount);
    }
}
