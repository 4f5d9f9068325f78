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
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged gateway as a process of its own, in front of a bridge to Midjourney: it can be killed and started again. */
final class BridgedGateway implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final int RETRIES = 5;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern READY = Pattern.compile("ready: (http://\\S+) .* (http://[^/]+)/actuator");
    private static final String KEY = "sk-gw-tasks-0123456789abcdef0123456789abcdef";

    private final HttpClient http = HttpClient.newHttpClient();
    private final GatewayProcesses processes;
    private final Map<String, String> settings;
    private Process process;
    private String address;
    private String console;

    /** @param settings variables of its environment */
    BridgedGateway(Path folder, MidjourneyBridge bridge, Map<String, String> settings) throws IOException {
        Path vendors = Files.createDirectory(folder.resolve("vendors"));
        Bridges.putInto(vendors, "mdjq");
        this.processes = new GatewayProcesses(folder);
        this.settings = new HashMap<>(settings);
        this.settings.putAll(Map.of(
                "JAVA_HOME", System.getProperty("java.home"),
                "GATEWAY_DEV_KEY", KEY,
                "GATEWAY_VENDORS", vendors.toString(),
                "MDJQ_BASE_URL", bridge.url(),
                "MDJQ_API_KEY", "a-secret"));
    }

    void start() throws IOException {
        process =
                processes.start(settings, Path.of("target", "gateway", "start").toString());
        await().atMost(PATIENCE).until(() -> READY.matcher(processes.said()).find());
        Matcher ready = READY.matcher(processes.said());
        assertThat(ready.find()).isTrue();
        address = ready.group(1);
        console = ready.group(2);
    }

    /** As by the kernel: nothing is said and nothing is written any more. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Name of a new task; a node that says that it is busy is asked again, as client libraries do. */
    String file(String prompt) throws IOException, InterruptedException {
        HttpResponse<String> answer = ask(prompt);
        for (int i = 0; i < RETRIES && answer.statusCode() == 503; i++) {
            answer = ask(prompt);
        }
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return answer.headers().firstValue("x-gateway-task").orElseThrow();
    }

    private HttpResponse<String> ask(String prompt) throws IOException, InterruptedException {
        return http.send(
                request("/v1/images/generations")
                        .header("Content-Type", "application/json")
                        .header("Prefer", "respond-async")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"model\":\"mdjq-imagine\",\"prompt\":\"" + prompt + "\"}"))
                        .timeout(PATIENCE)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    JsonNode task(String id) throws IOException, InterruptedException {
        return JSON.readTree(get(request("/api/v1/tasks/" + id)));
    }

    /** The same, when it has ended or a minute has passed. */
    JsonNode ended(String id) throws IOException, InterruptedException {
        return task(id + "?wait=60");
    }

    /** What its console tells of a number. */
    double measured(String metric) throws IOException, InterruptedException {
        return get(HttpRequest.newBuilder(URI.create(console + "/actuator/prometheus")))
                .lines()
                .filter(line -> line.startsWith(metric + ' '))
                .mapToDouble(line -> Double.parseDouble(line.substring(metric.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    private String get(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.GET().timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).header("Authorization", "Bearer " + KEY);
    }

    @Override
    public void close() {
        try {
            process.destroy();
            process.waitFor();
        } catch (InterruptedException e) {
        }
        processes.close();
    }
}
