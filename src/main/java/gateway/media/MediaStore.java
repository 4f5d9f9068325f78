package gateway.media;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

/** Keeps files under the hash of their content: the same file twice takes the room of one. Thread-safe. */
public interface MediaStore {

    /** What {@link #size} says of a file that is not there. */
    long ABSENT = -1;

    /**
     * Keeps a file; one that is there already counts as put now.
     *
     * @throws IllegalArgumentException when the content is of no known type
     */
    FileName put(byte[] content) throws IOException;

    /** Bytes of a file, or {@link #ABSENT}. */
    long size(FileName name) throws IOException;

    /**
     * Content of a file that is there.
     *
     * @param from byte to begin with
     */
    InputStream read(FileName name, long from) throws IOException;

    /** Removes every file that was last put before this time. */
    void removeOlderThan(Instant time) throws IOException;
}
