package gateway.wire;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Splits a vendor's stream into events. Belongs to one thread. */
public interface EventReader {

    /**
     * Waits for the next event or comment.
     *
     * @return the same object at each call, overwritten; null at the end of the stream
     * @throws EventTooLargeException when the event does not fit into the limit; the stream cannot be read any further
     */
    @Nullable
    StreamEvent next() throws IOException;

    /**
     * Whether the next call of {@link #next()} returns at once, from bytes that are already here. A relay that gathers
     * writes flushes when this is false.
     */
    boolean pending();
}
