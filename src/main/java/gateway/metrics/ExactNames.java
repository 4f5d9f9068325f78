package gateway.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.autoconfigure.metrics.MeterRegistryCustomizer;
import org.springframework.stereotype.Component;

/** Keeps the one name that dashboards know without its unit, which the convention would add to every timer. */
@Component
final class ExactNames implements MeterRegistryCustomizer<PrometheusMeterRegistry> {

    static final String RESPONSE_TIME = "ai_model_response_time";

    @Override
    public void customize(PrometheusMeterRegistry registry) {
        registry.config().namingConvention(new PrometheusNamingConvention() {
            @Override
            public String name(String name, Meter.Type type, @Nullable String baseUnit) {
                return name.equals(RESPONSE_TIME) ? name : super.name(name, type, baseUnit);
            }
        });
    }
}
