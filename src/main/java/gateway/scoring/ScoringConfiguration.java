package gateway.scoring;

import gateway.time.Ticker;
import gateway.vendors.VendorDirectory;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The parts that make plans. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties({ScoringSettings.class, BreakerSettings.class})
class ScoringConfiguration {

    @Bean
    HealthBook healthBook(ScoringSettings settings, Ticker ticker, InstantSource clock) {
        return new HealthBook(settings, ticker, clock);
    }

    @Bean
    Breakers breakers(BreakerSettings settings, Ticker ticker, MeterRegistry meters) {
        return new Breakers(settings, ticker, ThreadLocalRandom::current, meters);
    }

    @Bean
    Planner planner(ScoringSettings settings, HealthBook health, Breakers breakers, Ticker ticker) {
        return new Planner(settings, health, breakers, ticker, ThreadLocalRandom::current);
    }

    @Bean
    Housekeeping housekeeping(VendorDirectory directory, HealthBook health, Breakers breakers) {
        return new Housekeeping(directory, health, breakers);
    }
}
