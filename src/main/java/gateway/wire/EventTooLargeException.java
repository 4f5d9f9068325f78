package gateway.wire;

import java.io.IOException;
import java.io.Serial;

/** A stream holds an event, or a line, that is larger than the reader was told to keep. */
public final class EventTooLargeException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    public EventTooLargeException(int maxEventBytes) {
        super("an event of the stream is larger than the limit of " + maxEventBytes + " bytes");
    }
}
