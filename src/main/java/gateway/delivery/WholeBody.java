package gateway.delivery;

import java.io.IOException;
import java.io.InputStream;

/** A vendor's answer that is one JSON text. */
final class WholeBody {

    private WholeBody() {}

    /**
     * @param limit in bytes
     * @throws CallFailure when it is another type, too large or empty
     */
    static byte[] read(String type, InputStream in, int limit) throws IOException {
        refuseUnless(type.isEmpty() || type.startsWith("application/json"), type);
        byte[] body = in.readNBytes(limit);
        if (body.length == limit && in.read() >= 0) {
            throw new CallFailure(FailureKind.TOO_LARGE, "the answer is over the limit");
        }
        if (isBlank(body)) {
            throw new CallFailure(FailureKind.EMPTY, "the answer is empty");
        }
        return body;
    }

    static void refuseUnless(boolean expected, String type) {
        if (!expected) {
            // The type is the vendor's text: only its shape is told.
            boolean page = type.startsWith("text/html");
            throw new CallFailure(
                    page ? FailureKind.NOT_THE_VENDOR : FailureKind.UNREADABLE,
                    page ? "a web page instead of an answer" : "an answer of an unexpected type");
        }
    }

    static boolean isBlank(byte[] body) {
        for (byte b : body) {
            if (b > ' ' || b < 0) {
                return false;
            }
        }
        return true;
    }
}
