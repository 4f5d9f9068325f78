package gateway.delivery;

import gateway.fault.GatewayException;
import gateway.media.http.PublicClient;
import gateway.tasks.Notice;
import gateway.tasks.Task;
import gateway.tasks.TaskLease;
import gateway.tasks.TaskSettings;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells callers' own addresses that a task has ended: signed, at least once, and until they say that they have it. */
public final class Webhooks {

    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);

    /** Name of the header in which callers give an address. */
    static final String HEADER = "x-gateway-webhook";

    /** Of the places for work one in so many is for webhooks, and of these one in so many for one host. */
    private static final int SHARE = 4;

    private static final int LONGEST = 2_000;
    private static final int LAST_PORT = 65_535;

    private final PublicClient client;
    private final TaskJson json;
    private final WebhookKeys keys;
    private final TaskSettings settings;
    private final InstantSource clock;
    private final Supplier<RandomGenerator> randoms;
    private final Semaphore places;

    /** Hosts that are told something now, and how much at once. */
    private final ConcurrentMap<String, Integer> busy = new ConcurrentHashMap<>();

    Webhooks(
            PublicClient client,
            TaskJson json,
            WebhookKeys keys,
            TaskSettings settings,
            InstantSource clock,
            Supplier<RandomGenerator> randoms) {
        this.randoms = randoms;
        this.client = client;
        this.json = json;
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
        this.places = new Semaphore(share(settings.atOnce()));
    }

    /** @throws GatewayException when it is no address that could be told anything */
    @Nullable
    String checked(@Nullable String address) {
        if (address == null) {
            return null;
        }
        try {
            URI uri = URI.create(address.strip());
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (web
                    && uri.getPort() <= LAST_PORT
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && (settings.webhookPrivate() || PublicClient.mayBePublic(uri.getHost()))
                    && address.length() <= LONGEST) {
                return address.strip();
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw GatewayException.invalid(
                HEADER,
                "The header '" + HEADER + "' must be an address that begins with https:// or http://, without a"
                        + " login and not of a private network, of at most " + LONGEST + " characters.");
    }

    void tell(TaskLease lease) {
        Task task = lease.task();
        Instant now = clock.instant();
        String host = URI.create(Objects.requireNonNull(task.order().webhook()))
                .getHost()
                .toLowerCase(Locale.ROOT);
        boolean place = places.tryAcquire();
        // Callers who take their time must not keep the work of all from going on, nor the webhooks of others.
        if (place && busy.merge(host, 1, Integer::sum) <= share(share(settings.atOnce()))) {
            try {
                tell(lease, task, now);
            } finally {
                giveBack(host);
            }
            return;
        }
        if (place) {
            giveBack(host);
        }
        lease.save(task.told(Notice.DUE, now.plus(aWhile()), task.failures()));
    }

    private void giveBack(String host) {
        busy.computeIfPresent(host, (name, count) -> count == 1 ? null : count - 1);
        places.release();
    }

    private static int share(int places) {
        return Math.max(1, places / SHARE);
    }

    /** Not the same for all that wait, or they would all come again at once. */
    private Duration aWhile() {
        return settings.retryPause(randoms.get().nextInt(1, TaskSettings.MOST_PAUSES + 1));
    }

    private void tell(TaskLease lease, Task task, Instant now) {
        if (delivered(task, now)) {
            lease.save(task.told(Notice.DELIVERED, null, 0));
            return;
        }
        int failed = task.failures() + 1;
        if (failed >= settings.webhookTries()) {
            LOG.warn("task {}: its webhook could not be told in {} tries, and is given up", task.id(), failed);
            lease.save(task.told(Notice.UNDELIVERABLE, null, failed));
        } else {
            lease.save(task.told(Notice.DUE, now.plus(pause(failed)), failed));
        }
    }

    private boolean delivered(Task task, Instant now) {
        String address = Objects.requireNonNull(task.order().webhook());
        try {
            byte[] body = json.task(task, null);
            long timestamp = now.getEpochSecond();
            Map<String, String> headers = Map.of(
                    "webhook-id", task.id(),
                    "webhook-timestamp", Long.toString(timestamp),
                    "webhook-signature", keys.signature(task.owner().accountId(), task.id(), timestamp, body));
            int status = client.post(address, headers, body, settings.webhookPrivate(), settings.webhookTimeout());
            return status >= 200 && status < 300;
        } catch (IOException | RuntimeException e) {
            // Its own words may hold the address, which may hold a secret.
            LOG.debug(
                    "task {}: its webhook cannot be reached: {}",
                    task.id(),
                    e.getClass().getSimpleName());
            return false;
        }
    }

    private Duration pause(int failed) {
        Duration longest = settings.webhookLongestPause();
        Duration pause = settings.webhookPause();
        for (int i = 1; i < failed && pause.compareTo(longest) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
