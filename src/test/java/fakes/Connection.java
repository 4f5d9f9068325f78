package fakes;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One connection to a fake vendor. Reading and answering have a thread each: while an answer is on its way the reader
 * waits for the next request, and so learns in that instant that the peer has gone.
 */
final class Connection {

    private static final long ENDING_MILLIS = 200;

    private final Socket socket;
    private final FakeVendor vendor;
    private final BlockingQueue<Optional<Received>> requests = new LinkedBlockingQueue<>();
    /** Completed when the peer has closed, with the moment. */
    private final CompletableFuture<Long> peerClosed = new CompletableFuture<>();

    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    /** Held while an answer is on its way. */
    private final ReentrantLock answering = new ReentrantLock();

    Connection(Socket socket, FakeVendor vendor) {
        this.socket = socket;
        this.vendor = vendor;
    }

    void start() {
        Thread.startVirtualThread(this::readRequests);
        Thread.startVirtualThread(this::answerRequests);
    }

    /** Closes unless an answer is on its way; one that is just ending is waited for. */
    void closeIfIdle() throws InterruptedException {
        if (answering.tryLock(ENDING_MILLIS, TimeUnit.MILLISECONDS)) {
            answering.unlock();
            close();
        }
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    void close() {
        closed.complete(null);
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // closed is what was asked for
        }
        vendor.forget(this);
    }

    /** Closes with RST instead of FIN. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        close();
    }

    /** Completed when either side has closed. */
    CompletableFuture<Void> closed() {
        return closed;
    }

    /** Waits until either side closes; false when the time is over first. */
    boolean awaitClosed(Duration limit) {
        return within(closed, limit).isDone();
    }

    /** Waits until the peer has closed, and says how long that took from this call on. */
    Duration awaitPeerClosed(Duration limit) {
        long from = System.nanoTime();
        if (!within(peerClosed, limit).isDone()) {
            throw new AssertionError(
                    closed.isDone()
                            ? "the fake vendor itself closed this connection"
                            : "the peer did not close the connection within " + limit);
        }
        return Duration.ofNanos(Math.max(0, peerClosed.join() - from));
    }

    private static CompletableFuture<?> within(CompletableFuture<?> future, Duration limit) {
        try {
            future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            // the caller looks whether it is done
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
        return future;
    }

    private void readRequests() {
        try {
            HttpInput in = new HttpInput(socket.getInputStream());
            for (String line = in.line(); line != null; line = in.line()) {
                String[] start = line.split(" ", 3);
                Headers headers = in.headers();
                if (headers.lists("Expect", "100-continue")) {
                    write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(US_ASCII));
                }
                try (InputStream body = in.body(headers, false)) {
                    requests.add(Optional.of(new Received(start[0], start[1], headers, body.readAllBytes())));
                }
            }
        } catch (IOException cut) {
            // a reset is a way to leave, too
        } finally {
            peerLeft();
            requests.add(Optional.empty());
        }
    }

    private void answerRequests() {
        try {
            for (Optional<Received> next = requests.take(); next.isPresent(); next = requests.take()) {
                answering.lock();
                try {
                    vendor.answer(new Call(this, next.get()));
                } finally {
                    answering.unlock();
                }
            }
        } catch (IOException cut) {
            peerLeft();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            close();
        }
    }

    /** Called when the connection turns out to be dead: the peer's doing, unless we have closed it ourselves. */
    private void peerLeft() {
        long now = System.nanoTime();
        if (closed.complete(null)) {
            peerClosed.complete(now);
            vendor.forget(this);
        }
    }
}
