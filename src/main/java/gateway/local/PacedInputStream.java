package gateway.local;

import gateway.time.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A reply that comes at its own pace, as from a vendor far away, but made by the reader's own thread while it reads. A
 * read gives one frame at most, so a relay can pass on each one as it comes. Closing it from any thread ends a waiting
 * read at once.
 */
final class PacedInputStream extends InputStream {

    private final Iterator<byte[]> frames;
    private final Delivery delivery;
    private final Ticker ticker;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();

    private byte[] frame = {};
    private int position;
    private boolean started;
    private long dueNanos;
    private boolean closed;

    PacedInputStream(Iterator<byte[]> frames, Delivery delivery, Ticker ticker) {
        this.frames = frames;
        this.delivery = delivery;
        this.ticker = ticker;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        lock.lock();
        try {
            if (position == frame.length && !advance()) {
                return -1;
            }
            requireOpen();
            int count = Math.min(length, frame.length - position);
            System.arraycopy(frame, position, into, offset, count);
            position += count;
            return count;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the reply was awaited");
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            closing.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean advance() throws IOException, InterruptedException {
        if (!frames.hasNext()) {
            stallIfOrdered();
            requireOpen();
            return false;
        }
        awaitDue(started ? delivery.interval() : delivery.delay());
        frame = frames.next();
        position = 0;
        return true;
    }

    /** Moments add up from the first read on: a reader that lags gets the missed frames without delay. */
    private void awaitDue(Duration later) throws IOException, InterruptedException {
        dueNanos = (started ? dueNanos : ticker.nanos()) + later.toNanos();
        started = true;
        for (long left = dueNanos - ticker.nanos(); left > 0 && !closed; left = dueNanos - ticker.nanos()) {
            closing.await(left, TimeUnit.NANOSECONDS);
        }
        requireOpen();
    }

    private void stallIfOrdered() throws InterruptedException {
        while (delivery.ending() == Delivery.Ending.STALL && !closed) {
            closing.await();
        }
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("the reply was closed");
        }
    }
}
