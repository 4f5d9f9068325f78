package gateway.delivery;

import gateway.logging.Wordless;
import gateway.time.Ticker;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after all requests under way from one thread: cancels vendor calls that are due, notices callers who left while
 * their request waits, and keeps silent streams awake. A timer a request would cost more than the requests.
 */
public final class Watch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private final Set<Call> calls = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService thread;
    private final Ticker ticker;
    private final long probeNanos;
    private final long heartbeatNanos;
    private final long writeLimitNanos;
    private long nextProbe;

    public Watch(DeliverySettings settings, Ticker ticker) {
        this.ticker = ticker;
        this.probeNanos = settings.probe().toNanos();
        this.heartbeatNanos = settings.heartbeat().toNanos();
        this.writeLimitNanos = settings.writeLimit().toNanos();
        this.nextProbe = ticker.nanos() + probeNanos;
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("call-watch").daemon().factory());
        long tick = settings.tick().toNanos();
        var unused = thread.scheduleWithFixedDelay(this::look, tick, tick, TimeUnit.NANOSECONDS);
    }

    void add(Call call) {
        calls.add(call);
    }

    void remove(Call call) {
        calls.remove(call);
    }

    /** Requests under way. */
    int size() {
        return calls.size();
    }

    /** Ends every request under way. */
    void endAll(FailureKind why) {
        calls.forEach(call -> call.end(why));
    }

    private void look() {
        long now = ticker.nanos();
        boolean probe = now - nextProbe >= 0;
        if (probe) {
            nextProbe = now + probeNanos;
        }
        for (Call call : calls) {
            try {
                look(call, now, probe);
            } catch (Throwable e) { // anything that left here would end the watch for good
                if (!call.unwatchable) {
                    call.unwatchable = true;
                    LOG.warn("request {} cannot be looked after", call.id, Wordless.of(e));
                }
            }
        }
    }

    private void look(Call call, long now, boolean probe) {
        Attempt attempt = call.attempt;
        if (attempt != null) {
            attempt.cancelIfDue(now);
        }
        hurry(call, now);
        // Most requests end between two probes; only those that wait longer are worth a look at the socket.
        if (probe
                && now - call.startedNanos >= probeNanos
                && call.inbound.client().gone()) {
            call.end(FailureKind.CLIENT_GONE);
        }
        EventStream events = call.events;
        if (events != null && events.claimHeartbeat(now, heartbeatNanos)) {
            // On a thread of its own: a caller who does not read must not hold up the others.
            Thread.ofVirtual().name("heartbeat").start(() -> events.heartbeat(call));
        }
    }

    /** A caller may be slow, but not for ever. */
    private void hurry(Call call, long now) {
        Client client = call.inbound.client();
        if (call.reading && now - call.deadlineNanos >= 0) {
            call.end(FailureKind.DEADLINE);
            client.stopReading();
        }
        long writing = client.writingSince();
        if (writing != 0 && now - writing >= writeLimitNanos) {
            call.end(FailureKind.CLIENT_GONE);
            client.abort();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
