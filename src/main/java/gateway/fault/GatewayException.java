package gateway.fault;

import java.io.Serial;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The one error type. Its message is shown to the caller as it is: it says what is wrong, which part of the request, and
 * what to do, and never holds a credential, a prompt or an address inside the house. It has no stack trace: it reports a
 * condition, not a bug, and may be thrown thousands of times a second.
 */
public final class GatewayException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final @Nullable String param;
    private final @Nullable Duration retryAfter;
    private final @Nullable String vendorCode;

    public GatewayException(ErrorCode code, String message) {
        this(code, message, null, null);
    }

    /**
     * @param param the request field at fault, as a path such as {@code messages[2].role}; null when none is
     * @param retryAfter when to come back; null when unknown
     */
    public GatewayException(ErrorCode code, String message, @Nullable String param, @Nullable Duration retryAfter) {
        this(code, message, param, retryAfter, null);
    }

    private GatewayException(
            ErrorCode code,
            String message,
            @Nullable String param,
            @Nullable Duration retryAfter,
            @Nullable String vendorCode) {
        super(message, null, false, false);
        this.code = code;
        this.param = param;
        this.retryAfter = retryAfter;
        this.vendorCode = vendorCode;
    }

    /**
     * A request that the vendor wants changed.
     *
     * @param vendorCode its own name for the fault, which clients may look for, such as {@code context_length_exceeded}
     */
    public static GatewayException refused(
            ErrorCode code, String message, @Nullable String param, @Nullable String vendorCode) {
        return new GatewayException(code, message, param, null, vendorCode);
    }

    /** A request the caller has to change. */
    public static GatewayException invalid(@Nullable String param, String message) {
        return new GatewayException(ErrorCode.INVALID_REQUEST, message, param, null);
    }

    public ErrorCode code() {
        return code;
    }

    public @Nullable String param() {
        return param;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** The vendor's own name for a fault of the request; null when the fault is not one it told. */
    public @Nullable String vendorCode() {
        return vendorCode;
    }
}
