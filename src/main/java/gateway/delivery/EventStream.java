package gateway.delivery;

import gateway.time.Ticker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The stream of events to one caller. Events come from the request's thread, heartbeats from another, so each write holds
 * a lock. A heartbeat may open the stream before the first event: the answer then is a success as far as HTTP knows, and a
 * failure becomes an event.
 */
final class EventStream {

    private static final byte[] ERROR = "event: error\n".getBytes(StandardCharsets.UTF_8);
    static final byte[] DATA = "data: ".getBytes(StandardCharsets.UTF_8);
    static final byte[] END = "\n\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] HEARTBEAT = ": keep-alive\n\n".getBytes(StandardCharsets.UTF_8);

    private final Client client;
    private final Ticker ticker;
    private final Map<String, String> earlyHeaders;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicBoolean beating = new AtomicBoolean();
    private volatile long lastWriteNanos;
    private boolean closed;

    /** @param earlyHeaders headers of an answer that a heartbeat opens */
    EventStream(Client client, Ticker ticker, Map<String, String> earlyHeaders) {
        this.client = client;
        this.ticker = ticker;
        this.earlyHeaders = earlyHeaders;
        this.lastWriteNanos = ticker.nanos();
    }

    /** Whether a sign of life is due and none is on its way; who is told so must call {@link #heartbeat}. */
    boolean claimHeartbeat(long nowNanos, long silenceNanos) {
        return nowNanos - lastWriteNanos >= silenceNanos && beating.compareAndSet(false, true);
    }

    /** Opens the stream, if a heartbeat has not done so. */
    void open(Map<String, String> headers) {
        lock.lock();
        try {
            if (!client.begun()) {
                client.begin(200, headers);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes one event; it leaves with the next {@link #flush()}.
     *
     * @throws CallFailure when the caller has left, as all that write here do
     */
    void event(byte[] bytes, int offset, int length) {
        write(() -> frame(bytes, offset, length));
    }

    private void frame(byte[] bytes, int offset, int length) throws IOException {
        client.write(DATA, 0, DATA.length);
        client.write(bytes, offset, length);
        client.write(END, 0, END.length);
    }

    void event(byte[] bytes) {
        event(bytes, 0, bytes.length);
    }

    /**
     * Writes the last event of an answer that broke off. It has a name beside its content: some clients look for the one,
     * some for the other, and to those that find neither half an answer is a whole one.
     */
    void error(byte[] bytes) {
        write(() -> {
            client.write(ERROR, 0, ERROR.length);
            frame(bytes, 0, bytes.length);
        });
    }

    /** Writes events that are framed already. */
    void framed(byte[] bytes) {
        write(() -> client.write(bytes, 0, bytes.length));
    }

    void flush() {
        write(client::flush);
        lastWriteNanos = ticker.nanos();
    }

    private void write(Write write) {
        lock.lock();
        try {
            write.run();
        } catch (IOException e) {
            throw CallFailure.clientGone();
        } finally {
            lock.unlock();
        }
    }

    /** Something written to the caller. */
    @FunctionalInterface
    private interface Write {
        void run() throws IOException;
    }

    /** Closes a stream that nothing has opened yet; the answer can then still be another. */
    boolean closeIfUnopened() {
        lock.lock();
        try {
            closed |= !client.begun();
            return !client.begun();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing is written after this. */
    void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    /** Keeps proxies awake; a caller who is found to have left ends the call. */
    void heartbeat(Call call) {
        try {
            // A lock that is held is a write under way: no need for a sign of life.
            if (lock.tryLock()) {
                try {
                    beat();
                } finally {
                    lock.unlock();
                }
            }
        } catch (CallFailure e) {
            call.end(FailureKind.CLIENT_GONE);
        } finally {
            beating.set(false);
        }
    }

    private void beat() {
        if (!closed) {
            open(earlyHeaders);
            framed(HEARTBEAT);
            flush();
        }
    }
}
