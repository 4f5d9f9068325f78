package gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fakes.MidjourneyBridge;
import gateway.live.Bridges;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A gateway killed in the midst of a task: the next one ends it, and its vendor has begun it once. */
@DisabledOnOs(OS.WINDOWS)
class TasksSurviveIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern READY = Pattern.compile("ready: (http://\\S+)");
    private static final String KEY = "sk-gw-tasks-0123456789abcdef0123456789abcdef";
    private static final String KITE = "{\"model\":\"mdjq-imagine\",\"prompt\":\"a red kite\"}";

    @TempDir
    Path folder;

    private final MidjourneyBridge bridge = new MidjourneyBridge();
    private final HttpClient http = HttpClient.newHttpClient();
    private GatewayProcesses processes;
    private Process process;
    private String address = "";

    @BeforeEach
    void start() throws IOException {
        processes = new GatewayProcesses(folder);
        Path vendors = Files.createDirectory(folder.resolve("vendors"));
        Bridges.putInto(vendors, "mdjq");
        startAgain();
    }

    @AfterEach
    void stop() {
        processes.close();
        bridge.close();
    }

    /** The vendor has begun, and the gateway dies before it learns so: the vendor's list tells. */
    @Test
    void whileTheVendorIsAskedToBegin() throws Exception {
        bridge.silent(true);
        String task = file();
        await().atMost(PATIENCE).until(() -> bridge.job(task), Objects::nonNull);

        kill();
        bridge.silent(false);
        startAgain();
        bridge.done(bridge.job(task));

        assertThat(ended(task).get("status").asText()).isEqualTo("succeeded");
        assertThat(bridge.begun()).hasSize(1);
    }

    /** What was accepted is done, though nobody had begun. */
    @Test
    void beforeAnybodyHasBegun() throws Exception {
        bridge.full(true);
        String task = file();
        await().atMost(PATIENCE).until(() -> bridge.received().stream()
                .anyMatch(each -> each.path().endsWith("/submit/imagine")));

        kill();
        bridge.full(false);
        startAgain();
        await().atMost(PATIENCE).until(() -> bridge.job(task), Objects::nonNull);
        bridge.done(bridge.job(task));

        assertThat(ended(task).get("status").asText()).isEqualTo("succeeded");
        assertThat(bridge.begun()).hasSize(1);
    }

    @Test
    void whileTheVendorWorks() throws Exception {
        String task = file();
        await().atMost(PATIENCE).until(() -> bridge.job(task), Objects::nonNull);
        bridge.running(bridge.job(task), 46);
        await().atMost(PATIENCE).until(() -> task(task).get("progress").asInt() == 46);

        kill();
        startAgain();
        assertThat(task(task).get("progress").asInt()).isEqualTo(46);
        bridge.done(bridge.job(task));

        assertThat(ended(task).get("status").asText()).isEqualTo("succeeded");
        assertThat(bridge.begun()).hasSize(1);
    }

    /** It is done, and its picture was not stored yet. */
    @Test
    void whileThePictureIsFetched() throws Exception {
        bridge.hides(true);
        String task = file();
        await().atMost(PATIENCE).until(() -> bridge.job(task), Objects::nonNull);
        bridge.done(bridge.job(task));
        await().atMost(PATIENCE).until(() -> bridge.received().stream()
                .anyMatch(each -> each.path().endsWith(".png")));

        kill();
        bridge.hides(false);
        startAgain();

        JsonNode task2 = ended(task);
        assertThat(task2.at("/result/data/0/url").asText()).contains("/v1/media/");
        assertThat(bridge.begun()).hasSize(1);
    }

    @Test
    void afterItHasEnded() throws Exception {
        String task = file();
        await().atMost(PATIENCE).until(() -> bridge.job(task), Objects::nonNull);
        bridge.done(bridge.job(task));
        JsonNode before = ended(task);

        kill();
        startAgain();

        assertThat(task(task).get("result").get("data").size()).isEqualTo(1);
        assertThat(task(task).get("status")).isEqualTo(before.get("status"));
    }

    private void startAgain() throws IOException {
        process = processes.start(
                Map.of(
                        "JAVA_HOME",
                        System.getProperty("java.home"),
                        "GATEWAY_DEV_KEY",
                        KEY,
                        "GATEWAY_VENDORS",
                        folder.resolve("vendors").toString(),
                        "GATEWAY_TASKS_LEASE",
                        "1s",
                        "GATEWAY_TASKS_RETRY_PAUSE",
                        "200ms",
                        "MDJQ_BASE_URL",
                        bridge.url(),
                        "MDJQ_API_KEY",
                        "a-secret"),
                Path.of("target", "gateway", "start").toString());
        await().atMost(PATIENCE).until(() -> READY.matcher(processes.said()).find());
        Matcher found = READY.matcher(processes.said());
        assertThat(found.find()).isTrue();
        address = found.group(1);
    }

    /** As by the kernel: nothing is said and nothing is written any more. */
    private void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private String file() throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                request("/v1/images/generations")
                        .header("Content-Type", "application/json")
                        .header("Prefer", "respond-async")
                        .POST(HttpRequest.BodyPublishers.ofString(KITE))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(202);
        return answer.headers().firstValue("x-gateway-task").orElseThrow();
    }

    private JsonNode task(String id) throws IOException, InterruptedException {
        return get("/api/v1/tasks/" + id);
    }

    private JsonNode ended(String id) throws IOException, InterruptedException {
        return get("/api/v1/tasks/" + id + "?wait=60");
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(http.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString())
                .body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).header("Authorization", "Bearer " + KEY);
    }
}
