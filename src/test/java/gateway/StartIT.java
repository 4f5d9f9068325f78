package gateway;

import static java.util.concurrent.TimeUnit.SECONDS;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator sees of a start and a stop: a process of its own, its exit code, and its output line by line. */
class StartIT {

    private static final int START_SECONDS = 60;

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
    void theFirstStartSaysEverythingOnOneLineAndTheSecondKeepsTheKeyToItself() throws Exception {
        Process first = start(Map.of());
        String line = onlyLine();
        assertThat(line)
                .matches(
                        "AIGC gateway ready: http://localhost:\\d+ · console http://127\\.0\\.0\\.1:\\d+/actuator/hawtio"
                                + " \\(admin / [\\w-]{43}\\) · API key sk-gw-[\\w-]{43}");
        assertThat(consoleStatus(line)).isEqualTo(200);
        stop(first);

        start(Map.of("GATEWAY_CONSOLE_PASSWORD", "chosen-by-the-operator"));

        assertThat(onlyLine())
                .contains("(admin) · API key: printed at the first start; set GATEWAY_DEV_KEY to choose a new one")
                .doesNotContain("chosen-by-the-operator");
    }

    @Test
    void aPortInUseIsSaidOnOneLineAndCostsNobodyTheKey() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            for (String variable : List.of("GATEWAY_PORT", "GATEWAY_CONSOLE_PORT")) {
                Process process = start(Map.of(variable, Integer.toString(taken.getLocalPort())));

                assertThat(exitCode(process)).isEqualTo(1);
                assertThat(onlyLine())
                        .contains("ERROR", "cannot start", "Port " + taken.getLocalPort(), "set " + variable + ' ');
            }
        }
        start(Map.of());
        assertThat(onlyLine()).containsPattern("API key sk-gw-[\\w-]{43}");
    }

    @ParameterizedTest
    @CsvSource({
        "GATEWAY_DEV_KEY, weak, GATEWAY_DEV_KEY is too short",
        "GATEWAY_KEY_PEPPER, weak, The pepper in GATEWAY_KEY_PEPPER is too weak",
        "GATEWAY_CONSOLE_PASSWORD, weak, GATEWAY_CONSOLE_PASSWORD is too short",
        "GATEWAY_KEY_CACHE_TTL, soon, gateway.identity.cache-ttl",
        "GATEWAY_BODY_LIMIT, banana, GATEWAY_BODY_LIMIT is 'banana'",
        "GATEWAY_DATA, relative, begin it with ./",
        "GATEWAY_DB_URL, jdbc:h2:tcp://localhost:1/x, The database cannot be opened"
    })
    void aBadSettingIsSaidOnOneLine(String name, String value, String reason) throws Exception {
        Process process = start(Map.of(name, value));

        assertThat(exitCode(process)).isEqualTo(1);
        assertThat(onlyLine()).contains("ERROR", "cannot start", reason).doesNotContain(": weak", "sk-gw-");
    }

    /** From the class path of this test, less the settings of tests and their broker, which logs in its own way. */
    private Process start(Map<String, String> settings) throws IOException {
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes") && !entry.contains("rocketmq"))
                .collect(joining(File.pathSeparator));
        Map<String, String> environment = new HashMap<>(settings);
        environment.put(
                "GATEWAY_VENDORS",
                Files.createDirectories(folder.resolve("vendors")).toString());
        return processes.start(
                environment,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                "gateway.GatewayApplication");
    }

    private String onlyLine() throws IOException {
        await().atMost(START_SECONDS, SECONDS).until(() -> !lines().isEmpty());
        assertThat(lines()).hasSize(1);
        return lines().getFirst();
    }

    private int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(START_SECONDS, SECONDS)).isTrue();
        return process.exitValue();
    }

    private void stop(Process process) throws IOException, InterruptedException {
        process.destroy();
        exitCode(process);
        assertThat(lines()).as("a stop that goes well says nothing").hasSize(1);
    }

    private static int consoleStatus(String line) throws IOException, InterruptedException {
        Matcher address = Pattern.compile("console (http://[^/]+)/").matcher(line);
        assertThat(address.find()).isTrue();
        HttpRequest request = HttpRequest.newBuilder(URI.create(address.group(1) + "/actuator/health"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private List<String> lines() {
        return processes.said().lines().toList();
    }
}
