package gateway.fault;

/**
 * Every error a caller can meet. The snake_case form of the name is the stable code in error bodies; the HTTP status and
 * whether a repeat can help belong to the code, so that they cannot differ between two places that report the same fault.
 */
public enum ErrorCode {
    INVALID_REQUEST(400, false),
    UNSUPPORTED_FEATURE(400, false),
    INVALID_API_KEY(401, false),
    /** A link to a stored file that was not made here, or not copied in whole. */
    LINK_INVALID(403, false),
    MODEL_NOT_FOUND(404, false),
    REQUEST_NOT_FOUND(404, false),
    UNKNOWN_PATH(404, false),
    /** A task that never was, is not kept any more, or is another account's. */
    TASK_NOT_FOUND(404, false),
    FILE_NOT_FOUND(404, false),
    METHOD_NOT_ALLOWED(405, false),
    REQUEST_TIMEOUT(408, true),
    /** What was to be changed has ended. */
    TASK_ENDED(409, false),
    LINK_EXPIRED(410, false),
    BODY_TOO_LARGE(413, false),
    UNSUPPORTED_MEDIA_TYPE(415, false),
    RANGE_NOT_SATISFIABLE(416, false),
    RATE_LIMITED(429, true),
    HEADERS_TOO_LARGE(431, false),
    /** The caller left; the status is never seen by anyone, it only stands in metrics and decisions. */
    CLIENT_CLOSED(499, false),
    INTERNAL_ERROR(500, true),
    /** The vendor refused our own credential or account. */
    VENDOR_AUTH(502, false),
    /** The vendor failed in a way that says nothing of the caller's request. */
    VENDOR_ERROR(502, true),
    /** The vendor's answer could not be understood. */
    VENDOR_REPLY_INVALID(502, true),
    /** The vendor's answer is JSON, but its folder's mapping cannot take it. */
    VENDOR_REPLY_UNMAPPABLE(502, true),
    /** The vendor's stream ended before its end mark. */
    UPSTREAM_TRUNCATED(502, true),
    /** The vendor cut the connection in the middle. */
    UPSTREAM_RESET(502, true),
    /** The vendor's answer, or one event of it, is over our limit. */
    UPSTREAM_TOO_LARGE(502, false),
    NO_VENDOR_AVAILABLE(503, true),
    OVERLOADED(503, true),
    SHUTTING_DOWN(503, true),
    UPSTREAM_TIMEOUT(504, true),
    UPSTREAM_STALLED(504, true),
    DEADLINE_EXCEEDED(504, true),
    /** A task that did not end in its time. */
    TASK_EXPIRED(504, true);

    private final int status;
    private final boolean retryable;
    private final String wire = name().toLowerCase(java.util.Locale.ROOT);

    ErrorCode(int status, boolean retryable) {
        this.status = status;
        this.retryable = retryable;
    }

    /** HTTP status of an answer that carries this code. */
    public int status() {
        return status;
    }

    /** Whether the same request can succeed when sent again unchanged. */
    public boolean retryable() {
        return retryable;
    }

    /** The code as callers see it, for example {@code model_not_found}. */
    public String wire() {
        return wire;
    }
}
