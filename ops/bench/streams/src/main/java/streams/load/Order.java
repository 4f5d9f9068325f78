package streams.load;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import streams.Mark;
import streams.Options;
import streams.OwnProcess;

/**
 * What a load was asked to do.
 *
 * @param events content events of each stream; 0: not known
 * @param ramp streams opened a second
 * @param duration nanoseconds after which whatever is still open is broken
 * @param linger nanoseconds that slow and stalled clients go on when all others have ended
 * @param slowBytes what a slow client reads a second
 * @param rest nanoseconds of sleep after each look at the sockets
 */
record Order(
        URI url,
        Dialect dialect,
        String model,
        List<String> headers,
        int streams,
        int events,
        double ramp,
        long duration,
        long linger,
        double leave,
        double slow,
        double stall,
        int slowBytes,
        long rest) {

    private static final int EVENTS_GUESSED = 20;

    static Order of(Options options) {
        URI url = URI.create(options.text("url"));
        if (!"http".equals(url.getScheme()) || url.getPort() < 0) {
            throw new IllegalArgumentException("--url must be like http://127.0.0.1:8080/path, got " + url);
        }
        int streams = options.whole("streams", 100, 1, 1_000_000);
        if (streams > OwnProcess.connections()) {
            throw new IllegalArgumentException(
                    "%d streams need more open files than this process may have (%d); raise ulimit -n"
                            .formatted(streams, OwnProcess.connections()));
        }
        Order order = new Order(
                url,
                Dialect.of(options.text("dialect", "openai")),
                options.text("model", "bench"),
                options.all("header"),
                streams,
                options.whole("events", 0, 0, Mark.MAX_SEQUENCE),
                options.number("ramp", 500, 0.1, 1_000_000),
                (long) (options.number("duration", 120, 1, 86_400) * 1e9),
                (long) (options.number("linger", 0, 0, 86_400) * 1e9),
                options.number("leave", 0, 0, 1),
                options.number("slow", 0, 0, 1),
                options.number("stall", 0, 0, 1),
                options.whole("slow-bytes", 500, 10, 1_000_000_000),
                (long) (options.number("rest", 0.25, 0, 100) * 1e6));
        if (order.leave + order.slow + order.stall > 1) {
            throw new IllegalArgumentException("--leave, --slow and --stall together are more than 1");
        }
        return order;
    }

    InetSocketAddress address() {
        return new InetSocketAddress(url.getHost(), url.getPort());
    }

    byte[] request(int stream) {
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        String body = dialect.body(model, stream);
        StringBuilder head = new StringBuilder("POST " + path + query + " HTTP/1.1\r\nHost: " + url.getAuthority()
                + "\r\nContent-Type: application/json\r\nAccept: text/event-stream\r\nContent-Length: " + body.length()
                + "\r\n" + dialect.headers());
        headers.forEach(header -> head.append(header).append("\r\n"));
        return (head + "\r\n" + body).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The same for the same stream of every run. */
    Behaviour behaviour(int stream) {
        double at = random(stream).nextDouble();
        if (at < leave) {
            return Behaviour.LEAVES;
        }
        if (at < leave + slow) {
            return Behaviour.SLOW;
        }
        return at < leave + slow + stall ? Behaviour.STALLS : Behaviour.READS;
    }

    /** The event after which a client leaves or stalls. */
    int turn(int stream) {
        Random random = random(stream);
        random.nextDouble();
        return 1 + random.nextInt(Math.max(1, (events == 0 ? EVENTS_GUESSED : events) - 1));
    }

    private static Random random(int stream) {
        return new Random(stream * 0x9E3779B97F4A7C15L);
    }
}
