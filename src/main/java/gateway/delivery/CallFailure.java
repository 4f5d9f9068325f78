package gateway.delivery;

import java.io.Serial;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A vendor call, or the whole request, ended badly. The detail is for people and holds no text of the vendor, unless the
 * fault is the caller's and the text was cleaned. Cheap: it has no stack trace.
 */
final class CallFailure extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final FailureKind kind;
    private final int status;
    private final @Nullable Duration retryAfter;

    CallFailure(FailureKind kind, String detail) {
        this(kind, detail, 0, null);
    }

    static CallFailure clientGone() {
        return new CallFailure(FailureKind.CLIENT_GONE, "the caller left");
    }

    /**
     * @param status HTTP status of the vendor's answer; 0 when there was none
     * @param retryAfter how long the vendor asks to be left alone; null when it does not say
     */
    CallFailure(FailureKind kind, String detail, int status, @Nullable Duration retryAfter) {
        super(detail, null, false, false);
        this.kind = kind;
        this.status = status;
        this.retryAfter = retryAfter;
    }

    FailureKind kind() {
        return kind;
    }

    int status() {
        return status;
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
