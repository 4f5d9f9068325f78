package gateway.delivery;

import gateway.tasks.Task;
import java.util.HexFormat;
import java.util.SplittableRandom;

/** Names for requests: 128 random bits, unique without asking anyone, and no secret. Thread-safe. */
public final class RequestIds {

    /** The header in which callers are told the id. */
    public static final String HEADER = "x-request-id";

    private static final String REQUEST = "req_";
    private static final SplittableRandom SEED = new SplittableRandom();

    private RequestIds() {}

    public static String next() {
        return REQUEST + random();
    }

    /** A name for the task that a request becomes. */
    static String taskOf(String request) {
        return Task.PREFIX + request.substring(REQUEST.length());
    }

    /** The request that became a task. */
    static String ofTask(String task) {
        return REQUEST + task.substring(Task.PREFIX.length());
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
