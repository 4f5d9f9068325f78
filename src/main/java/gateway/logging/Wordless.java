package gateway.logging;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * An unexpected exception as the log may show it: kinds and places, but no messages, which may quote a caller's prompt or a
 * vendor's answer.
 */
public final class Wordless extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final int DEEPEST = 8;

    private Wordless(Throwable thrown, @Nullable Throwable cause) {
        super(thrown.getClass().getName(), cause);
        setStackTrace(thrown.getStackTrace());
    }

    /** Also for exceptions with a cycle of causes: only so many levels are shown. */
    public static Throwable of(Throwable thrown) {
        return of(thrown, DEEPEST);
    }

    private static Wordless of(Throwable thrown, int levels) {
        Throwable cause = thrown.getCause();
        return new Wordless(thrown, cause == null || levels == 0 ? null : of(cause, levels - 1));
    }
}
