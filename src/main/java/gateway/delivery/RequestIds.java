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
        SplittableRandom random;
        synchronized (SEED) {
            random = SEED.split();
        }
        HexFormat hex = HexFormat.of();
        return "req_" + hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
    }
}
