package gateway.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** What every store of files does. */
abstract class MediaStoreContract {

    static final byte[] FILE = "GIF89a is how such files begin".getBytes(StandardCharsets.US_ASCII);
    static final byte[] OTHER = "GIF89a and so does another".getBytes(StandardCharsets.US_ASCII);

    private Instant now = Instant.parse("2026-11-26T10:00:00Z");

    /** What the store under test takes for the time. */
    final InstantSource clock = () -> now;

    abstract MediaStore store();

    @Test
    void aFileIsFoundUnderItsHashAndRead() throws IOException {
        FileName name = store().put(FILE);

        assertThat(name).isEqualTo(FileName.of(FILE));
        assertThat(store().size(name)).isEqualTo(FILE.length);
        assertThat(read(name, 0)).isEqualTo(FILE);
        assertThat(read(name, 6)).asString().isEqualTo(" is how such files begin");
    }

    @Test
    void whatIsNotThereHasNoSize() throws IOException {
        assertThat(store().size(FileName.of(FILE))).isEqualTo(MediaStore.ABSENT);
    }

    @Test
    void contentOfNoKnownTypeIsRefused() {
        assertThatThrownBy(() -> store().put(new byte[] {1, 2, 3})).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void filesGoWhenTheirTimeIsOverUnlessTheyWerePutAgain() throws IOException {
        FileName old = store().put(FILE);
        FileName renewed = store().put(OTHER);
        now = now.plus(Duration.ofDays(1));
        store().put(OTHER);

        store().removeOlderThan(now.minus(Duration.ofHours(1)));

        assertThat(store().size(old)).isEqualTo(MediaStore.ABSENT);
        assertThat(read(renewed, 0)).isEqualTo(OTHER);
    }

    @Test
    void tidyingAnEmptyStoreDoesNothing() throws IOException {
        store().removeOlderThan(now);
    }

    private byte[] read(FileName name, long from) throws IOException {
        try (InputStream in = store().read(name, from)) {
            return in.readAllBytes();
        }
    }
}
