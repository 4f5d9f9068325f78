package gateway.delivery;

import java.util.HexFormat;
import java.util.SplittableRandom;

/** Names for requests: 128 random bits, unique without asking anyone, and no secret. Thread-safe. */
public final class RequestIds {

    /** The header in which callers are told the id. */
    public static final String HEADER = "x-request-id";

    private static final SplittableRandom SEED = new SplittableRandom();

    private RequestIds() {}

    public static String next() {
        return "req_" + random();
    }

    /** An id for an answer whose vendor gives it none. It is no request's, and must not look like one. */
    static String ofAnswer() {
        return "chatcmpl-" + random();
    }

    private static String random() {
        SplittableRandom random;
        synchronized (SEED) {
            random = SEED.split();
        }
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
    }
}
