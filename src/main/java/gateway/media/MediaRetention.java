package gateway.media;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Removes files whose time is over. */
final class MediaRetention {

    private static final Logger LOG = LoggerFactory.getLogger(MediaRetention.class);

    private final MediaStore store;
    private final InstantSource clock;
    private final Duration retention;

    MediaRetention(MediaStore store, InstantSource clock, Duration retention) {
        this.store = store;
        this.clock = clock;
        this.retention = retention;
    }

    @Scheduled(fixedDelayString = "${gateway.media.housekeeping}")
    void tidy() {
        try {
            store.removeOlderThan(clock.instant().minus(retention));
        } catch (IOException e) {
            LOG.warn(
                    "files past their retention could not be removed, and take up room until they can: {}",
                    e.toString());
        }
    }
}
