package gateway.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A vendor's answer that is one JSON text. */
final class WholeBody {

    private static final int SMALLEST_BUFFER = 1024;
    private static final int LARGEST_FIRST_BUFFER = 64 * 1024;

    private WholeBody() {}

    /**
     * @param limit in bytes
     * @throws CallFailure when it is another type, too large or empty
     */
    static byte[] read(String type, InputStream in, int limit) throws IOException {
        return read(type, in, limit, FailureKind.TOO_LARGE);
    }

    /** @param beyond what it means that the answer is larger */
    static byte[] read(String type, InputStream in, int limit, FailureKind beyond) throws IOException {
        refuseUnless(type.isEmpty() || type.startsWith("application/json"), type);
        byte[] body = bytes(in, limit, beyond);
        if (isBlank(body)) {
            throw new CallFailure(FailureKind.EMPTY, "the answer is empty");
        }
        return body;
    }

    /**
     * An answer of any type. In a buffer of the size of what has come already, which mostly is all: the JDK's own way takes
     * 16 KB to begin with.
     *
     * @param beyond what it means that the answer is larger
     * @throws CallFailure when it is
     */
    static byte[] bytes(InputStream in, int limit, FailureKind beyond) throws IOException {
        byte[] buffer = new byte[Math.clamp(in.available() + 1, SMALLEST_BUFFER, LARGEST_FIRST_BUFFER)];
        int length = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer, length, buffer.length - length)) {
            length += read;
            if (length > limit) {
                throw new CallFailure(beyond, "the answer is over the limit");
            }
            if (length == buffer.length) {
                buffer = Arrays.copyOf(buffer, (int) Math.min(2L * length, limit + 1L));
            }
        }
        return length == buffer.length ? buffer : Arrays.copyOf(buffer, length);
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
