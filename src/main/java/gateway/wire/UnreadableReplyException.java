package gateway.wire;

import java.io.IOException;
import java.io.Serial;

/** A vendor sent something that is not what its dialect promises. The message never quotes the reply. */
public final class UnreadableReplyException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    public UnreadableReplyException(String message) {
        super(message);
    }
}
