package gateway.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.time.Ticker;
import gateway.vendors.VendorDirectory;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The settings file is complete, and a wrong value stops the start with its name. */
class ScoringSettingsTest {

    private final ApplicationContextRunner gateway = new ApplicationContextRunner()
            .withInitializer(
                    context -> org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor.applyTo(
                            context.getEnvironment()))
            .withSystemProperties("spring.config.location=classpath:/application.yml")
            .withBean(Ticker.class, Ticker::system)
            .withBean(InstantSource.class, InstantSource::system)
            .withBean(VendorDirectory.class, VendorDirectory::new)
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
            .withUserConfiguration(ScoringConfiguration.class);

    @Test
    void theShippedSettingsStartAPlanner() {
        gateway.run(context -> {
            assertThat(context).hasSingleBean(Planner.class);
            ScoringSettings scoring = context.getBean(ScoringSettings.class);
            assertThat(scoring.strategies())
                    .containsKeys("balanced", "cost-first", "performance-first", "quality-first");
            assertThat(scoring.aliases().get("fast").strategy()).isEqualTo("performance-first");
            assertThat(scoring.aliases().get("auto").models()).containsExactly("*");
            assertThat(scoring.rates()).containsKeys("CNY", "USD");
            assertThat(context.getBean(BreakerSettings.class).probeWait()).isEqualTo(Duration.ofMinutes(2));
        });
    }

    @Test
    void anUnknownStrategyOfAnAliasStopsTheStart() {
        gateway.withPropertyValues("gateway.scoring.aliases.auto.strategy=dearest")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("gateway.scoring.aliases.auto.strategy must be one of")
                        .hasMessageContaining("dearest"));
    }

    @Test
    void weightsThatSumToNothingStopTheStart() {
        gateway.withPropertyValues(
                        "gateway.scoring.strategies.balanced.cost=0",
                        "gateway.scoring.strategies.balanced.performance=0",
                        "gateway.scoring.strategies.balanced.quality=0")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("gateway.scoring.strategies.balanced"));
    }

    @Test
    void aBreakerThatCouldNeverOpenStopsTheStart() {
        gateway.withPropertyValues("gateway.breakers.minimum-calls=51").run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessage("gateway.breakers.minimum-calls must be from 1 to window, got 51"));
    }
}
