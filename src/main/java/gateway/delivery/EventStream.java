package gateway.delivery;

import gateway.api.EventWriter;
import gateway.time.Ticker;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The stream of events to one caller. Events come from the request's thread, heartbeats from another, so each write holds
 * a lock. A heartbeat may open the stream before the first event: the answer then is a success as far as HTTP knows, and a
 * failure becomes an event.
 */
final class EventStream {

    private final Client client;
    private final Ticker ticker;
    private final Map<String, String> earlyHeaders;
    private final byte[] heartbeat;
    private final EventWriter.Sink sink = this::put;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicBoolean beating = new AtomicBoolean();
    private volatile long lastWriteNanos;
    private boolean closed;

    /**
     * @param earlyHeaders headers of an answer that a heartbeat opens
     * @param heartbeat sign of life in the caller's dialect
     */
    EventStream(Client client, Ticker ticker, Map<String, String> earlyHeaders, byte[] heartbeat) {
        this.client = client;
        this.ticker = ticker;
        this.earlyHeaders = earlyHeaders;
        this.heartbeat = heartbeat;
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
     * Writes events, whole ones; they leave with the next {@link #flush()}.
     *
     * @throws CallFailure when the caller has left, as all that write here do
     */
    void write(Consumer<EventWriter.Sink> events) {
        lock.lock();
        try {
            events.accept(sink);
        } finally {
            lock.unlock();
        }
    }

    private void put(byte[] bytes, int offset, int length) {
        try {
            client.write(bytes, offset, length);
        } catch (IOException e) {
            throw CallFailure.clientGone();
        }
    }

    void flush() {
        lock.lock();
        try {
            client.flush();
        } catch (IOException e) {
            throw CallFailure.clientGone();
        } finally {
            lock.unlock();
        }
        lastWriteNanos = ticker.nanos();
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
            put(heartbeat, 0, heartbeat.length);
            flush();
        }
    }
}
