package streams.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import streams.Histogram;
import streams.Json;
import streams.Options;

/** Opens streams and reads them all: one thread, one selector, and nothing allocated for an event. */
public final class Load {

    public static final Set<String> OPTIONS = Stream.of(
                    "url streams dialect model header events ramp duration linger leave slow slow-bytes stall rest pid mock-pid")
            .flatMap(names -> Arrays.stream(names.split(" ")))
            .collect(Collectors.toUnmodifiableSet());

    private static final long BEAT = 5_000_000; // between two looks at the clock
    private static final int BEATS_OF_SLOW = 20; // between two reads of a slow client

    final Order order;
    final InetSocketAddress address;
    final Selector selector = Selector.open();
    final Tally tally = new Tally();
    int unfinishedSlow;

    /** For the client who reads at the moment: all happens on one thread. */
    final ByteBuffer in = ByteBuffer.allocateDirect(64 * 1024);

    final byte[] bytes = new byte[in.capacity()];

    private final Phases phases;
    private final List<Client> clients = new ArrayList<>();
    private final List<Client> slow = new ArrayList<>();
    private final Histogram late = new Histogram();
    private long start;
    private int awaited; // well-behaved ones and those that will leave, not ended
    private int silent; // of all but the slow ones: whose first event has not come, not ended
    private int open; // not ended
    private boolean allOpen;
    private boolean firstEnded;
    private long lingering;

    private Load(Order order, Phases phases) throws IOException {
        this.order = order;
        this.phases = phases;
        address = order.address();
    }

    public static Load of(Options options) throws IOException {
        return new Load(Order.of(options), new Phases(tree(options, "pid"), tree(options, "mock-pid")));
    }

    /** @return the report */
    public Json run() throws IOException {
        phases.start();
        start = System.nanoTime();
        Consumer<SelectionKey> serve = key -> ((Client) key.attachment()).ready();
        long beat = start;
        for (int beats = 0; !over(beat); beats++) {
            beat(beats);
            beat += BEAT;
            for (long now = System.nanoTime(); now < beat; now = System.nanoTime()) {
                selector.select(serve, (beat - now + 999_999) / 1_000_000);
                rest();
            }
            late.add(System.nanoTime() - beat);
        }
        clients.forEach(Client::stop);
        phases.end(tally.events);
        return report();
    }

    private boolean over(long now) {
        if (now - start > order.duration()) {
            return true;
        }
        if (clients.size() < order.streams() || awaited > 0) {
            return false;
        }
        lingering = lingering == 0 ? now : lingering;
        return open == 0 || now - lingering >= order.linger();
    }

    /** So that a look at the sockets finds several events: waking up costs more than reading one. */
    private void rest() {
        if (order.rest() > 0) {
            LockSupport.parkNanos(order.rest());
        }
    }

    private void beat(int beats) {
        long due = Math.min(order.streams(), (long) ((System.nanoTime() - start) / 1e9 * order.ramp()) + 1);
        while (clients.size() < due) {
            Client client = new Client(this, clients.size());
            clients.add(client);
            open++;
            silent += client.behaviour == Behaviour.SLOW ? 0 : 1;
            if (client.behaviour == Behaviour.SLOW) {
                slow.add(client);
            } else if (client.behaviour != Behaviour.STALLS) {
                awaited++;
            }
            client.open();
        }
        if (beats % BEATS_OF_SLOW == 0) {
            int most = (int) Math.max(1, order.slowBytes() * BEAT * BEATS_OF_SLOW / 1_000_000_000L);
            slow.forEach(client -> client.readSlowly(most));
        }
        if (!allOpen && silent == 0 && clients.size() == order.streams()) {
            allOpen = true;
            if (!firstEnded) {
                tally.steady = true;
                phases.allOpen(tally.events, open);
            }
        }
    }

    void opened(Client client) {
        tally.opened++;
        silent -= client.behaviour == Behaviour.SLOW ? 0 : 1;
    }

    void ended(Client client, boolean hadOpened) {
        open--;
        if (!hadOpened) {
            silent -= client.behaviour == Behaviour.SLOW ? 0 : 1;
        }
        if (client.behaviour == Behaviour.READS || client.behaviour == Behaviour.LEAVES) {
            awaited--;
        }
        if (client.behaviour == Behaviour.READS && hadOpened && !firstEnded) {
            firstEnded = true;
            if (allOpen) {
                tally.steady = false;
                phases.firstEnd(tally.events, open);
            }
        }
    }

    private Json report() {
        return new Json()
                .put("url", order.url().toString())
                .put("dialect", order.dialect().name().toLowerCase(java.util.Locale.ROOT))
                .put("streams", tally.streams(order.streams(), slow.size(), unfinishedSlow))
                .put("seconds", phases.seconds())
                .put("events", phases.events())
                .put("first_event_ms", Tally.milliseconds(tally.firstEvent))
                .put("delay_ms", Tally.milliseconds(tally.delay))
                .put("delay_steady_ms", Tally.milliseconds(tally.steadyDelay))
                .put("gaps", tally.gaps())
                .put("cpu_us_per_event", phases.testedCpu())
                .put("rss_mb", phases.memory())
                .put("bytes_per_stream", phases.bytesPerStream())
                .put("mock_cpu_us_per_event", phases.mockCpu())
                .put("client_cpu_us_per_event", phases.ownCpu())
                .put("client_late_ms", Tally.milliseconds(late));
    }

    private static ProcessTree tree(Options options, String name) {
        try {
            ProcessTree tree = new ProcessTree(options.all(name).stream()
                    .flatMap(pids -> Arrays.stream(pids.split(",")))
                    .map(Long::valueOf)
                    .toList());
            tree.check();
            return tree;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--" + name + " must be process ids, got " + options.all(name), e);
        }
    }
}
