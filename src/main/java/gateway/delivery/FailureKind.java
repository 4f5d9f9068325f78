package gateway.delivery;

import gateway.fault.ErrorCode;

/** The ways in which a vendor call ends badly, and what each means for the caller, the vendor, its key and the next try. */
public enum FailureKind {
    /** No connection: refused, unknown host, TLS, connect timeout. */
    CONNECT(ErrorCode.VENDOR_ERROR, Work.NONE, Blame.VENDOR),
    /** One of our own limits for this vendor, or its breaker, is in the way. */
    HELD_BACK(ErrorCode.NO_VENDOR_AVAILABLE, Work.NONE, Blame.NOBODY),
    RATE_LIMITED(ErrorCode.RATE_LIMITED, Work.NONE, Blame.NOBODY),
    OVERLOADED(ErrorCode.OVERLOADED, Work.NONE, Blame.VENDOR),
    SERVER_ERROR(ErrorCode.VENDOR_ERROR, Work.NONE, Blame.VENDOR),
    /** The vendor refuses our credential, or our account is empty. */
    OUR_KEY(ErrorCode.VENDOR_AUTH, Work.NONE, Blame.KEY),
    /** The vendor does not know the model our card says it has. */
    UNKNOWN_MODEL(ErrorCode.VENDOR_ERROR, Work.NONE, Blame.NOBODY),
    /** The request itself; another vendor would refuse it too. */
    CALLER(ErrorCode.INVALID_REQUEST, Work.NONE, Blame.NOBODY),
    /** An address we did not ask for answers instead of the vendor: a redirect, a page. */
    NOT_THE_VENDOR(ErrorCode.VENDOR_REPLY_INVALID, Work.NONE, Blame.VENDOR),
    /** The request cannot be put into the vendor's dialect: a fault of its mapping. */
    UNMAPPABLE(ErrorCode.VENDOR_ERROR, Work.NONE, Blame.NOBODY),
    UNREADABLE(ErrorCode.VENDOR_REPLY_INVALID, Work.PERHAPS, Blame.VENDOR),
    /** The answer cannot be taken from the vendor's dialect: a fault of its mapping. */
    REPLY_UNMAPPABLE(ErrorCode.VENDOR_REPLY_UNMAPPABLE, Work.PERHAPS, Blame.VENDOR),
    EMPTY(ErrorCode.VENDOR_REPLY_INVALID, Work.PERHAPS, Blame.VENDOR),
    TOO_LARGE(ErrorCode.UPSTREAM_TOO_LARGE, Work.PERHAPS, Blame.VENDOR),
    /** More than we hold of an answer, which may be what was asked for. */
    OUR_LIMIT(ErrorCode.UPSTREAM_TOO_LARGE, Work.PERHAPS, Blame.NOBODY),
    TRUNCATED(ErrorCode.UPSTREAM_TRUNCATED, Work.PERHAPS, Blame.VENDOR),
    RESET(ErrorCode.UPSTREAM_RESET, Work.PERHAPS, Blame.VENDOR),
    /** An error object where an answer was promised, in a stream or under a status of success. */
    ERROR_IN_REPLY(ErrorCode.VENDOR_ERROR, Work.NONE, Blame.VENDOR),
    /** Nothing came in time. */
    TIMEOUT(ErrorCode.UPSTREAM_TIMEOUT, Work.PERHAPS, Blame.VENDOR),
    /** Silence in the middle of a stream. */
    STALLED(ErrorCode.UPSTREAM_STALLED, Work.PERHAPS, Blame.VENDOR),
    DEADLINE(ErrorCode.DEADLINE_EXCEEDED, Work.PERHAPS, Blame.NOBODY),
    CLIENT_GONE(ErrorCode.CLIENT_CLOSED, Work.PERHAPS, Blame.NOBODY),
    SHUTDOWN(ErrorCode.SHUTTING_DOWN, Work.PERHAPS, Blame.NOBODY),
    /** A bug of ours. */
    INTERNAL(ErrorCode.INTERNAL_ERROR, Work.PERHAPS, Blame.NOBODY);

    /** Whether the vendor may have done, and billed, the work. */
    enum Work {
        NONE,
        PERHAPS
    }

    /** Who is made to rest. */
    enum Blame {
        NOBODY,
        /** The breaker of vendor and model counts it. */
        VENDOR,
        /** The key goes into quarantine. */
        KEY
    }

    private final ErrorCode code;
    private final Work work;
    private final Blame blame;

    FailureKind(ErrorCode code, Work work, Blame blame) {
        this.code = code;
        this.work = work;
        this.blame = blame;
    }

    /** What the caller is told when nobody else can serve. */
    public ErrorCode code() {
        return code;
    }

    boolean blamesVendor() {
        return blame == Blame.VENDOR;
    }

    boolean blamesKey() {
        return blame == Blame.KEY;
    }

    /** Whether another vendor could do better at all. */
    boolean endsTheRequest() {
        return this == CALLER || this == CLIENT_GONE || this == DEADLINE || this == SHUTDOWN || this == INTERNAL;
    }

    /** Whether a repeat elsewhere cannot make anyone pay twice. */
    boolean leftNoWork() {
        return work == Work.NONE;
    }
}
