package fakes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A vendor that does what the test tells it, however bad: a real HTTP/1.1 server on a random port, on plain sockets, for
 * no server library would let it misbehave so.
 */
public final class FakeVendor implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 10;
    private static final Script UNSCRIPTED =
            Script.error(501, "unscripted", "the fake vendor has no script for this request");

    private final ServerSocket server;
    private final Queue<Script> queued = new ConcurrentLinkedQueue<>();
    private final Map<String, Script> byPath = new ConcurrentHashMap<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Call> arrivals = new LinkedBlockingQueue<>();
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile @Nullable Script always;
    private volatile @Nullable Throwable mishap;

    private FakeVendor(ServerSocket server) {
        this.server = server;
    }

    /** A vendor on a free port of the loopback interface. */
    public static FakeVendor start() {
        try {
            FakeVendor vendor = new FakeVendor(new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().name("fake-vendor").start(vendor::accept);
            return vendor;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A vendor that nobody may call; see {@link #assertUntouched()}. */
    public static FakeVendor trap() {
        FakeVendor trap = start();
        trap.always(Script.json(200, "{\"trap\":\"nobody may come here\"}"));
        return trap;
    }

    /** Address without a trailing slash. */
    public String url() {
        return "http://" + server.getInetAddress().getHostAddress() + ':' + port();
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Adds the answers to the next requests, in this order. */
    public FakeVendor next(Script... scripts) {
        queued.addAll(List.of(scripts));
        return this;
    }

    /** Sets the answer to every request for which nothing is queued. */
    public FakeVendor always(Script script) {
        always = script;
        return this;
    }

    /** Sets the answer to every request whose path ends so; such requests take nothing from the queue. */
    public FakeVendor at(String pathEnd, Script script) {
        byPath.put(pathEnd, script);
        return this;
    }

    /** All requests so far. */
    public List<Received> received() {
        return List.copyOf(received);
    }

    /** The next request nobody has awaited yet; fails when none comes. */
    public Call awaitRequest() {
        try {
            Call call = arrivals.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (call == null) {
                throw new AssertionError("no request came within " + PATIENCE_SECONDS + " s; before: " + received);
            }
            return call;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public int openConnections() {
        return open.size();
    }

    /** Connections ever accepted. */
    public int acceptedConnections() {
        return accepted.get();
    }

    /** Closes every connection that waits for a request, as servers do with idle ones. */
    public void closeIdleConnections() {
        try {
            for (Connection connection : open) {
                connection.closeIfIdle();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public void assertUntouched() {
        if (accepted.get() > 0) {
            throw new AssertionError("somebody connected to " + url() + " and sent " + received);
        }
    }

    /** Stops the server; fails when a script went wrong by itself. */
    @Override
    public void close() {
        stop();
        Throwable failed = mishap;
        if (failed != null) {
            throw new AssertionError("a script of the fake vendor failed", failed);
        }
    }

    /** Stops listening and closes every connection: from now on the vendor is down. */
    public void stop() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(Connection::close);
    }

    void answer(Call call) throws IOException {
        received.add(call.request());
        arrivals.add(call);
        try {
            script(call.request()).play(call);
        } catch (RuntimeException | Error bug) {
            mishap = bug;
            call.close();
        }
    }

    void forget(Connection connection) {
        open.remove(connection);
    }

    private Script script(Received request) {
        for (Map.Entry<String, Script> entry : byPath.entrySet()) {
            if (request.path().endsWith(entry.getKey())) {
                return entry.getValue();
            }
        }
        Script next = queued.poll();
        if (next != null) {
            return next;
        }
        Script fallback = always;
        return fallback != null ? fallback : UNSCRIPTED;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                accepted.incrementAndGet();
                Connection connection = new Connection(socket, this);
                open.add(connection);
                connection.start();
            } catch (IOException stopped) {
                // the loop looks whether it goes on
            }
        }
    }
}
