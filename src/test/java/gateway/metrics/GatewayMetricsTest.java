package gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

/** Dashboards and alert rules are written against these names, to the letter. */
class GatewayMetricsTest {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    {
        new ExactNames().customize(registry);
    }

    private final GatewayMetrics metrics = new GatewayMetrics(registry, new HttpConnections(), new MetricsSettings(2));

    @Test
    void requestsAreCounted() {
        metrics.request("POST", "/v1/chat/completions", 200);
        metrics.request("POST", "/v1/chat/completions", 200);

        assertThat(scraped())
                .contains("api_request_total{endpoint=\"/v1/chat/completions\",method=\"POST\",status=\"200\"} 2.0");
    }

    @Test
    void vendorsAreTimedInAHistogramOfSeconds() {
        metrics.vendorCall("acme", "large", "cn", 0.3);

        assertThat(scraped())
                .contains("# TYPE ai_model_response_time histogram")
                .contains("ai_model_response_time_bucket{model=\"large\",region=\"cn\",vendor=\"acme\",le=\"0.25\"} 0")
                .contains("ai_model_response_time_bucket{model=\"large\",region=\"cn\",vendor=\"acme\",le=\"0.5\"} 1")
                .contains("ai_model_response_time_sum{model=\"large\",region=\"cn\",vendor=\"acme\"} 0.3");
    }

    @Test
    void costsAreSummedByTier() {
        metrics.cost("acme", "large", "free", 0.25);
        metrics.cost("acme", "large", "free", 0.5);

        assertThat(scraped())
                .contains("cost_per_request_sum{model=\"large\",user_tier=\"free\",vendor=\"acme\"} 0.75")
                .contains("cost_per_request_count{model=\"large\",user_tier=\"free\",vendor=\"acme\"} 2");
    }

    @Test
    void gaugesAreThereFromTheStart() {
        assertThat(scraped())
                .contains("http_connections_active 0.0")
                .contains("redis_connected_clients 0.0")
                .contains("# HELP redis_connected_clients Clients of the Redis server; 0 while");
    }

    /** A method is the caller's to invent. */
    @Test
    void inventedMethodsShareOneLabel() {
        metrics.request("BREW", "/coffee", 405);

        assertThat(scraped()).contains("method=\"other\"").doesNotContain("BREW");
    }

    @Test
    void afterTheLastPlaceEverythingIsCountedUnderOther() {
        metrics.request("GET", "/a", 200);
        metrics.request("GET", "/b", 200);
        metrics.request("GET", "/c", 200);
        metrics.request("GET", "/d", 200);
        metrics.request("GET", "/a", 200);

        assertThat(scraped())
                .contains("api_request_total{endpoint=\"/a\",method=\"GET\",status=\"200\"} 2.0")
                .contains("api_request_total{endpoint=\"other\",method=\"other\",status=\"other\"} 2.0")
                .doesNotContain("/c");
    }

    private String scraped() {
        return registry.scrape();
    }
}
