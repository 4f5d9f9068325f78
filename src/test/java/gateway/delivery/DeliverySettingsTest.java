package gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.fault.StartupException;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

/** A setting that would break the path is refused at the start, by its name. */
class DeliverySettingsTest {

    private static final String PREFIX = "gateway.delivery";

    @Test
    void theShippedSettingsAreInOrder() throws IOException {
        assertThat(settings(Map.of()).attemptBudget()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "max-in-flight, 0",
        "attempt-budget, 0",
        "json-depth, -1",
        "body-limit, 3GB",
        "body-limit, 0B",
        "reply-limit, 2GB",
        "embedding-reply-limit, 0B",
        "embedding-texts, 0",
        "event-limit, 0B",
        "body-memory, 1MB",
        "upload-disk, 1MB",
        "deadline, 0s",
        "stream-limit, -1s",
        "write-limit, 0s",
        "token-exchange, 0s",
        "heartbeat, 0s",
        "tick, 0ms",
        "probe, 0ms",
        "drain, -1s",
    })
    void aSettingThatCannotWorkIsNamed(String name, String value) {
        assertThatThrownBy(() -> settings(Map.of(PREFIX + '.' + name, value)))
                .hasRootCauseInstanceOf(StartupException.class)
                .rootCause()
                .hasMessageContaining(PREFIX + '.' + name);
    }

    private static DeliverySettings settings(Map<String, Object> over) throws IOException {
        StandardEnvironment environment = new StandardEnvironment();
        MutablePropertySources sources = environment.getPropertySources();
        for (PropertySource<?> shipped :
                new YamlPropertySourceLoader().load("shipped", new ClassPathResource("application.yml"))) {
            sources.addLast(shipped);
        }
        sources.addFirst(new MapPropertySource("test", over));
        return Binder.get(environment).bind(PREFIX, DeliverySettings.class).get();
    }
}
