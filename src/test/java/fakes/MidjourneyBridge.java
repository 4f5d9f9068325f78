package fakes;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A bridge to Midjourney by its own facts: it takes work under HTTP 200, tells its progress when asked, and draws nothing by
 * itself: a job goes on when the test says so.
 */
public final class MidjourneyBridge implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] PICTURE = Pictures.png(16, 9);

    private final FakeVendor server = FakeVendor.start();
    private final Map<String, ObjectNode> jobs = new ConcurrentHashMap<>();
    private final List<String> begun = new CopyOnWriteArrayList<>();
    private final AtomicLong ids = new AtomicLong(1_730_000_000_000_123L);
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private volatile boolean silent;
    private volatile boolean hides;
    private volatile boolean full;
    private volatile boolean breaksOff;
    private volatile boolean busy;

    public MidjourneyBridge() {
        server.always(call -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            try {
                answer(call);
            } finally {
                now.decrementAndGet();
            }
        });
    }

    /** Address without a trailing slash. */
    public String url() {
        return server.url();
    }

    /** All requests so far. */
    public List<Received> received() {
        return server.received();
    }

    /** Names of the jobs in the order in which they were begun. */
    public List<String> begun() {
        return List.copyOf(begun);
    }

    /** States under which jobs were begun, in any order. */
    public List<String> states() {
        return jobs.values().stream().map(job -> job.get("state").asText()).toList();
    }

    /** Most requests that were there at once. */
    public int mostAtOnce() {
        return most.get();
    }

    /** Name of the job that was begun under this state; null when none was. */
    public @Nullable String job(String state) {
        return jobs.values().stream()
                .filter(job -> job.get("state").asText().equals(state))
                .map(job -> job.get("id").asText())
                .findFirst()
                .orElse(null);
    }

    /** Address that is to be told of this job. */
    public String hook(String job) {
        return server.received().stream()
                .filter(each -> each.path().endsWith("/submit/imagine"))
                .map(Received::json)
                .filter(each -> each.path("state")
                        .asText()
                        .equals(jobs.get(job).get("state").asText()))
                .map(each -> each.path("notifyHook").asText())
                .findFirst()
                .orElseThrow();
    }

    /** From now on it begins work and does not say so. */
    public void silent(boolean on) {
        silent = on;
    }

    /** Whether it begins work and cuts the connection before it says so. */
    public void breaksOff(boolean on) {
        breaksOff = on;
    }

    /** Whether it tells nothing of its work. */
    public void busy(boolean on) {
        busy = on;
    }

    /** Whether its queue is full. */
    public void full(boolean on) {
        full = on;
    }

    /** Whether the pictures cannot be had. */
    public void hides(boolean on) {
        hides = on;
    }

    public void running(String job, int percent) {
        jobs.get(job)
                .put("status", "IN_PROGRESS")
                .put("progress", percent + "%")
                .put("imageUrl", url() + "/preview.webp");
    }

    public void done(String job) {
        jobs.get(job)
                .put("status", "SUCCESS")
                .put("progress", "100%")
                .put("finishTime", 1_730_000_061_500L)
                .put("imageUrl", url() + "/picture.png");
    }

    public void failed(String job, String reason) {
        jobs.get(job).put("status", "FAILURE").put("progress", "").put("failReason", reason);
    }

    private void answer(Call call) throws IOException {
        String path = call.request().path();
        if (path.endsWith("/submit/imagine")) {
            begin(call);
        } else if (path.endsWith("/task/list")) {
            ArrayNode all = JSON.createArrayNode();
            jobs.values().forEach(all::add);
            Script.json(200, all.toString()).play(call);
        } else if (path.endsWith("/fetch") && busy) {
            Script.error(429, "busy", "ask later").play(call);
        } else if (path.endsWith("/fetch")) {
            String[] parts = path.split("/");
            @Nullable ObjectNode job = jobs.get(parts[parts.length - 2]);
            Script.json(200, job == null ? "" : job.toString()).play(call);
        } else if (path.endsWith(".png")) {
            (hides ? Script.error(404, "gone", "no such picture") : Script.body(200, "image/png", PICTURE)).play(call);
        } else {
            Script.error(404, "unknown", "the bridge has no " + path).play(call);
        }
    }

    private void begin(Call call) throws IOException {
        String prompt = call.request().json().path("prompt").asText();
        if (prompt.contains("forbidden")) {
            Script.json(
                            200,
                            "{\"code\":24,\"description\":\"banned word\",\"properties\":{\"bannedWord\":\"forbidden\"}}")
                    .play(call);
            return;
        }
        if (full) {
            Script.json(200, "{\"code\":23,\"description\":\"the queue is full\"}")
                    .play(call);
            return;
        }
        String id = Long.toString(ids.incrementAndGet());
        ObjectNode job = JSON.createObjectNode()
                .put("id", id)
                .put("action", "IMAGINE")
                .put("status", "SUBMITTED")
                .put("progress", "0%")
                .put("prompt", prompt)
                .put("promptEn", prompt)
                .put("state", call.request().json().path("state").asText());
        jobs.put(id, job);
        begun.add(id);
        if (breaksOff) {
            Broken.closeBeforeHeaders().play(call);
        } else if (silent) {
            // It has begun; who asked for it does not learn of it.
            Broken.hang().play(call);
        } else {
            Script.json(200, "{\"code\":1,\"description\":\"ok\",\"result\":\"" + id + "\"}")
                    .play(call);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
