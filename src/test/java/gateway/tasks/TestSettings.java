package gateway.tasks;

import java.time.Duration;

/** Settings for tests of tasks: all pauses are a second, and eight are worked on at once. */
final class TestSettings {

    private TestSettings() {}

    static TaskSettings of(Duration tick, Duration lease) {
        Duration second = Duration.ofSeconds(1);
        return new TaskSettings(
                1000,
                8,
                tick,
                lease,
                Duration.ofHours(1),
                3,
                3,
                second,
                second,
                second,
                second,
                3,
                second,
                second,
                second,
                true,
                100,
                Duration.ofDays(1));
    }
}
