package gateway.fault;

import java.io.Serial;

/** A reason not to start that an operator can put right. Its message is the one line they see: what is wrong, what to do. */
public final class StartupException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public StartupException(String message) {
        super(message);
    }

    public StartupException(String message, Throwable cause) {
        super(message, cause);
    }
}
