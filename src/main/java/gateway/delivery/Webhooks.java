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
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells callers' own addresses that a task has ended: signed, at least once, and until they say that they have it. */
public final class Webhooks {

    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);

    /** Name of the header in which callers give an address. */
    static final String HEADER = "x-gateway-webhook";

    /** Of the places for work: one in so many is for webhooks. */
    private static final int SHARE = 4;

    private static final int LONGEST = 2_000;
    private static final int LAST_PORT = 65_535;

    private final PublicClient client;
    private final TaskJson json;
    private final WebhookKeys keys;
    private final TaskSettings settings;
    private final InstantSource clock;
    private final Semaphore places;

    Webhooks(PublicClient client, TaskJson json, WebhookKeys keys, TaskSettings settings, InstantSource clock) {
        this.client = client;
        this.json = json;
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
        this.places = new Semaphore(Math.max(1, settings.atOnce() / SHARE));
    }

    /** @throws GatewayException when it is no address that could be told anything */
    static @Nullable String checked(@Nullable String address) {
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
                    && address.length() <= LONGEST) {
                return address.strip();
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw GatewayException.invalid(
                HEADER,
                "The header '" + HEADER + "' must be an address that begins with https:// or http://, without a login,"
                        + " of at most " + LONGEST + " characters.");
    }

    void tell(TaskLease lease) {
        Task task = lease.task();
        Instant now = clock.instant();
        if (!places.tryAcquire()) {
            // Callers who take their time must not keep the work of all from going on.
            lease.save(task.told(Notice.DUE, now.plus(settings.retryPause()), task.failures()));
            return;
        }
        try {
            tell(lease, task, now);
        } finally {
            places.release();
        }
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
