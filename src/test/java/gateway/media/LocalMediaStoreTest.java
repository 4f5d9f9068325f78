package gateway.media;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.media.local.LocalMediaStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalMediaStoreTest extends MediaStoreContract {

    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-11-26T10:00:00Z");

    @Override
    protected MediaStore store() {
        return new LocalMediaStore(folder.resolve("media"), () -> now);
    }

    @Override
    protected Instant pass() {
        now = now.plus(Duration.ofDays(1));
        return now.minus(Duration.ofHours(1));
    }

    @Test
    void theSameFileTwiceTakesTheRoomOfOneAndLeavesNothingBeside() throws IOException {
        FileName name = store().put(FILE);
        store().put(FILE);

        try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
            assertThat(files).extracting(file -> file.getFileName().toString()).containsExactly(name.toString());
        }
    }

    /** The folder that the setting names may be one too high. */
    @Test
    void filesOfOthersStayHoweverOldTheyAre() throws IOException {
        Path database = Files.createDirectories(folder.resolve("media/data")).resolve("gateway.mv.db");
        Files.writeString(database, "keys");
        store().put(FILE);

        store().removeOlderThan(Instant.MAX);

        assertThat(database).exists();
        assertThat(store().size(FileName.of(FILE))).isEqualTo(MediaStore.ABSENT);
    }
}
