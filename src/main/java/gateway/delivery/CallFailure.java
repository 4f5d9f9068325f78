package gateway.delivery;

import gateway.fault.GatewayException;
import java.io.Serial;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A vendor call, or the whole request, ended badly. The detail is for people and holds no text of the vendor nor of the
 * caller. Cheap: it has no stack trace.
 */
final class CallFailure extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final FailureKind kind;
    private final @Nullable GatewayException told;
    private final @Nullable Duration retryAfter;

    CallFailure(FailureKind kind, String detail) {
        this(kind, detail, null);
    }

    /** @param retryAfter how long the vendor asks to be left alone; null when it does not say */
    CallFailure(FailureKind kind, String detail, @Nullable Duration retryAfter) {
        this(kind, detail, null, retryAfter);
    }

    private CallFailure(
            FailureKind kind, String detail, @Nullable GatewayException told, @Nullable Duration retryAfter) {
        super(detail, null, false, false);
        this.kind = kind;
        this.told = told;
        this.retryAfter = retryAfter;
    }

    static CallFailure clientGone() {
        return new CallFailure(FailureKind.CLIENT_GONE, "the caller left");
    }

    /** The caller's own fault, in the words they are told. */
    static CallFailure caller(GatewayException told) {
        return new CallFailure(FailureKind.CALLER, "the request was refused", told, null);
    }

    FailureKind kind() {
        return kind;
    }

    /** What the caller is told; null when that follows from the kind. */
    @Nullable
    GatewayException told() {
        return told;
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
