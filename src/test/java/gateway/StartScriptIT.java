package gateway;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import fakes.RawClient;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The gateway as it runs in production: unpacked by the build, started by its script, with the cache the build made. */
@DisabledOnOs(OS.WINDOWS)
class StartScriptIT {

    private static final Path GATEWAY = Path.of("target", "gateway");
    private static final Path JDK = Path.of(System.getProperty("java.home"));
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String KEY = "sk-gw-start-0123456789abcdef0123456789abcdef";
    private static final int STREAMS = 500;
    private static final String SIXTY_WORDS = "{\"model\":\"sandbox\",\"stream\":true,"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"stream 60 words\"}]}";

    /** Sixty words, the first event with the role, the last with the reason, and the mark. */
    private static final int EVENTS = 63;

    /** Exit code of a process that SIGTERM has ended in good order. */
    private static final int TERMINATED = 143;

    @TempDir
    Path folder;

    private GatewayProcesses processes;

    @BeforeEach
    void prepare() {
        processes = new GatewayProcesses(folder);
    }

    @AfterEach
    void stopWhatStillRuns() {
        processes.close();
    }

    @Test
    void classesComeFromTheCacheThatTheBuildMade() throws Exception {
        assumeThat(JDK.resolve("lib/server/classes.jsa"))
                .as("this JDK shares classes")
                .exists();
        Path log = folder.resolve("classes");

        start(Map.of("JAVA_OPTS", "-Xlog:class+load:file=" + log));
        address();

        assertThat(Files.readAllLines(log))
                .anyMatch(line -> line.matches(".* gateway\\.GatewayApplication source: shared objects file.*"));
    }

    /** F58: what runs may end, what comes is turned away, and the process ends by itself. */
    @Test
    void aStopLetsFiveHundredRunningStreamsEnd() throws Exception {
        Process process = start(Map.of("GATEWAY_SANDBOX_WORDS_PER_SECOND", "10"));
        String address = address();
        CountDownLatch begun = new CountDownLatch(STREAMS);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<String>>> streams = new ArrayList<>();
            for (int i = 0; i < STREAMS; i++) {
                streams.add(callers.submit(stream(address, begun)));
            }
            assertThat(begun.await(PATIENCE.toSeconds(), SECONDS)).isTrue();

            process.destroy();

            await().atMost(PATIENCE).until(() -> turnedAway(address));
            assertThat(process.isAlive()).as("waits for the streams").isTrue();
            for (Future<List<String>> stream : streams) {
                assertThat(stream.get()).hasSize(EVENTS).last().isEqualTo("[DONE]");
            }
        }
        assertThat(process.waitFor(PATIENCE.toSeconds(), SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(TERMINATED);
    }

    private static Callable<List<String>> stream(String address, CountDownLatch begun) {
        return () -> {
            List<String> events = new ArrayList<>();
            try (RawClient client = RawClient.connect(address)) {
                client.post("/v1/chat/completions", SIXTY_WORDS, "Authorization: Bearer " + KEY);
                assertThat(client.head(PATIENCE).status()).isEqualTo(200);
                events.add(client.data(PATIENCE));
                begun.countDown();
                events.addAll(client.allData(PATIENCE));
            }
            return events;
        };
    }

    private static boolean turnedAway(String address) throws IOException {
        try (RawClient client = RawClient.connect(address)) {
            return client.get("/readyz").head(PATIENCE).status() == 503;
        } catch (ConnectException closed) {
            return true;
        }
    }

    private Process start(Map<String, String> settings) throws IOException {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("JAVA_HOME", JDK.toString());
        environment.put("GATEWAY_DEV_KEY", KEY);
        return processes.start(environment, GATEWAY.resolve("start").toString());
    }

    /** Of the public port, once the gateway is ready. */
    private String address() {
        Pattern ready = Pattern.compile("ready: (http://\\S+)");
        await().atMost(PATIENCE).until(() -> ready.matcher(processes.said()).find());
        Matcher found = ready.matcher(processes.said());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }
}
