package streams.mock;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.function.Consumer;
import streams.Mark;
import streams.Options;
import streams.OwnProcess;

/** A vendor that streams: one thread, one selector, and nothing allocated for an event. */
public final class Mock {

    public static final Set<String> OPTIONS = Set.of("port", "events", "rate", "first-delay", "spread", "padding");

    private static final int BACKLOG = 8192; // the kernel cuts it down to net.core.somaxconn
    private static final int OPENING_AND_CLOSING = 8 * 1024; // of a stream, more than enough
    private static final int LONGEST_WAIT = 100; // milliseconds

    final Plan plan;
    final Stats stats = new Stats();
    final Script openAi;
    final Script anthropic;
    final Wheel wheel = new Wheel(System.nanoTime());

    /** For whoever reads or writes at the moment: all happens on one thread. */
    final ByteBuffer in = ByteBuffer.allocateDirect(64 * 1024);

    final ByteBuffer out;
    final byte[] bytes = new byte[in.capacity()];

    private final Selector selector;
    private final ServerSocketChannel server;

    private Mock(int port, Plan plan) throws IOException {
        this.plan = plan;
        openAi = Script.openAi(plan);
        anthropic = Script.anthropic(plan);
        out = ByteBuffer.allocateDirect(OPENING_AND_CLOSING + plan.padding());
        selector = Selector.open();
        server = ServerSocketChannel.open();
        try {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot listen at port " + port + ": " + e.getMessage(), e);
        }
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
    }

    public static Mock of(Options options) throws IOException {
        Plan plan = new Plan(
                options.whole("events", 100, 1, Mark.MAX_SEQUENCE),
                options.number("rate", 20, 0.01, 1000),
                (long) (options.number("first-delay", 0, 0, 3_600_000) * 1e6),
                options.flag("spread", true),
                options.whole("padding", 0, 0, 1_000_000));
        options.text("port");
        return new Mock(options.whole("port", 0, 0, 65_535), plan);
    }

    public int port() {
        return server.socket().getLocalPort();
    }

    /** Never returns. */
    public void run() throws IOException {
        System.err.println("mock on " + server.getLocalAddress() + ", " + plan.events() + " events a stream, "
                + plan.rate() + " a second, room for " + OwnProcess.connections() + " connections");
        Consumer<SelectionKey> serve = this::serve;
        while (true) {
            selector.select(serve, wheel.isEmpty() ? 0 : wheel.idle(LONGEST_WAIT));
            wheel.advance(System.nanoTime());
        }
    }

    private void serve(SelectionKey key) {
        if (key.attachment() instanceof Peer peer) {
            peer.ready();
        } else {
            accept();
        }
    }

    private void accept() {
        try {
            for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
                key.attach(new Peer(this, channel, key));
                stats.connections++;
            }
        } catch (IOException e) {
            // Too many open files: the connection waits in the backlog until another one ends.
            stats.refused++;
            System.err.println("cannot accept a connection: " + e.getMessage() + "; raise ulimit -n");
        }
    }
}
