package streams.load;

import java.util.Locale;

/** Why a stream is broken; the first reason counts. */
enum Trouble {
    /** No connection. */
    NOT_CONNECTED,
    /** Another status than 200. */
    REFUSED,
    /** Neither a head nor a body of HTTP/1.1. */
    BAD_HTTP,
    /** The connection ended before the line that a complete answer ends with. */
    CUT,
    /** The body ended as it should, without that line. */
    NO_END_MARK,
    /** The connection ended after that line, without the terminating chunk. */
    NO_LAST_CHUNK,
    /** A number was left out, or too few came. */
    MISSING_EVENTS,
    /** A number came again, or late. */
    MISORDERED,
    /** An event is not what the mock wrote, or belongs to another stream. */
    ALTERED,
    ERROR_EVENT,
    /** Content or a second end after the end. */
    AFTER_END,
    /** Not complete when the time for the whole run was over. */
    TIMEOUT;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
