package gateway.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every store of files does. */
public abstract class MediaStoreContract {

    protected static final byte[] FILE = "GIF89a is how such files begin".getBytes(StandardCharsets.US_ASCII);
    protected static final byte[] OTHER = "GIF89a and so does another".getBytes(StandardCharsets.US_ASCII);

    protected abstract MediaStore store() throws IOException;

    /** Lets time pass; a moment after all that was put, and before all that will be. */
    protected abstract Instant pass() throws IOException;

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
        Instant between = pass();
        store().put(OTHER);

        store().removeOlderThan(between);

        assertThat(store().size(old)).isEqualTo(MediaStore.ABSENT);
        assertThat(read(renewed, 0)).isEqualTo(OTHER);
    }

    @Test
    void tidyingAnEmptyStoreDoesNothing() throws IOException {
        store().removeOlderThan(Instant.EPOCH);
    }

    private byte[] read(FileName name, long from) throws IOException {
        try (InputStream in = store().read(name, from)) {
            return in.readAllBytes();
        }
    }
}
