package gateway.delivery;

import gateway.fault.GatewayException;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.zip.ZipException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.camel.CamelExchangeException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.ProtocolException;

/** Says what kind of failure an exception from a vendor call is. */
final class Faults {

    private Faults() {}

    /** The exception as a failure; when the call was cancelled, the reason for that is the failure. */
    static CallFailure of(Throwable thrown, Upstream upstream) {
        FailureKind cancelled = upstream.reason();
        if (cancelled == FailureKind.TIMEOUT
                && thrown instanceof CallFailure failure
                && failure.kind() == FailureKind.CONNECT) {
            // The time went by before anything was sent: the vendor has done no work.
            return failure;
        }
        if (cancelled != null) {
            return new CallFailure(cancelled, said(cancelled));
        }
        if (thrown instanceof CallFailure failure) {
            return failure;
        }
        if (thrown instanceof GatewayException refusal) {
            // From a model in this process, which has read the request itself, or from the codec of the caller's
            // dialect,
            // which has read the vendor's answer.
            return switch (refusal.code()) {
                case UPSTREAM_TOO_LARGE -> new CallFailure(FailureKind.OUR_LIMIT, String.valueOf(refusal.getMessage()));
                case VENDOR_REPLY_INVALID ->
                    new CallFailure(FailureKind.UNREADABLE, "it does not fit the caller's dialect");
                default -> CallFailure.caller(refusal);
            };
        }
        FailureKind kind = kind(unwrapped(thrown));
        return new CallFailure(kind, said(kind));
    }

    private static Throwable unwrapped(Throwable thrown) {
        boolean wrapper = thrown instanceof UncheckedIOException || thrown instanceof CamelExchangeException;
        return wrapper && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    private static FailureKind kind(Throwable e) {
        return switch (e) {
            case ConnectionRequestTimeoutException held -> FailureKind.HELD_BACK;
            case ConnectTimeoutException connect -> FailureKind.CONNECT;
            case ConnectException connect -> FailureKind.CONNECT;
            case UnknownHostException connect -> FailureKind.CONNECT;
            case NoRouteToHostException connect -> FailureKind.CONNECT;
            case SSLHandshakeException connect -> FailureKind.CONNECT;
            case SSLPeerUnverifiedException connect -> FailureKind.CONNECT;
            case SocketTimeoutException timeout -> FailureKind.TIMEOUT;
            case MalformedChunkCodingException truncated -> FailureKind.TRUNCATED;
            case EOFException truncated -> FailureKind.TRUNCATED;
            case NoHttpResponseException reset -> FailureKind.RESET;
            case ConnectionClosedException truncated -> FailureKind.TRUNCATED;
            case MessageConstraintException large -> FailureKind.TOO_LARGE;
            case ZipException unreadable -> FailureKind.UNREADABLE;
            case ProtocolException unreadable -> FailureKind.UNREADABLE;
            case IOException reset -> FailureKind.RESET;
            default -> FailureKind.INTERNAL;
        };
    }

    /** Words for people; never those of the exception, which may hold addresses or text of the vendor. */
    private static String said(FailureKind kind) {
        return switch (kind) {
            case CONNECT -> "no connection";
            case HELD_BACK -> "our own limit for this vendor is reached";
            case TIMEOUT -> "nothing came in time";
            case STALLED -> "the stream fell silent";
            case DEADLINE -> "the request's deadline has passed";
            case CLIENT_GONE -> "the caller left";
            case SHUTDOWN -> "the gateway is stopping";
            case TRUNCATED -> "the answer ended too early";
            case TOO_LARGE -> "the answer is over a limit";
            case UNREADABLE -> "the answer cannot be read";
            case RESET -> "the connection broke";
            default -> kind.name().toLowerCase(java.util.Locale.ROOT);
        };
    }
}
