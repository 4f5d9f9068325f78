package gateway.tasks;

import java.time.Duration;
import java.time.InstantSource;
import org.springframework.scheduling.annotation.Scheduled;

/** Removes tasks whose time is over. */
final class TaskRetention {

    private final TaskStore store;
    private final InstantSource clock;
    private final Duration retention;

    TaskRetention(TaskStore store, InstantSource clock, Duration retention) {
        this.store = store;
        this.clock = clock;
        this.retention = retention;
    }

    @Scheduled(fixedDelayString = "${gateway.tasks.housekeeping}")
    void tidy() {
        store.removeEndedBefore(clock.instant().minus(retention));
    }
}
