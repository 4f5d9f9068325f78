package gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fakes.MidjourneyBridge;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten thousand tasks under way are rows: what waits takes up no thread and no memory, and each is begun once and ended. What
 * was asked for is larger than all the memory that this gateway has, and no more requests are made at once than it may.
 */
@DisabledOnOs(OS.WINDOWS)
class ManyTasksIT {

    private static final int TASKS = 10_000;
    private static final int AT_ONCE = 32;
    private static final int CALLERS = 64;
    private static final int HEAP_MB = 128;
    private static final String LONG = "a kite over the sea ".repeat(700);
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir
    Path folder;

    @Test
    void tenThousandAreUnderWayAndAllEnd() throws Exception {
        Map<String, String> settings = Map.of(
                "JAVA_OPTS",
                "-Xmx" + HEAP_MB + "m -XX:+ExitOnOutOfMemoryError",
                "GATEWAY_TASKS_AT_ONCE",
                Integer.toString(AT_ONCE));
        assertThat((long) TASKS * LONG.length()).isGreaterThan(HEAP_MB * 1024L * 1024);
        try (MidjourneyBridge bridge = new MidjourneyBridge();
                BridgedGateway gateway = new BridgedGateway(folder, bridge, settings)) {
            gateway.start();
            double threadsBefore = gateway.measured("jvm_threads_live_threads");
            List<String> tasks = file(gateway);

            await().atMost(PATIENCE).until(() -> bridge.begun().size() >= TASKS);
            assertThat(gateway.measured("jvm_threads_live_threads") - threadsBefore)
                    .isLessThan(200);
            bridge.begun().forEach(bridge::done);

            for (String task : tasks) {
                assertThat(gateway.ended(task).get("status").asText()).isEqualTo("succeeded");
            }
            assertThat(bridge.states()).containsExactlyInAnyOrderElementsOf(tasks);
            assertThat(bridge.mostAtOnce()).isLessThanOrEqualTo(AT_ONCE);
        }
    }

    private static List<String> file(BridgedGateway gateway) throws Exception {
        try (ExecutorService callers =
                Executors.newFixedThreadPool(CALLERS, Thread.ofVirtual().factory())) {
            List<Future<String>> filed = IntStream.range(0, TASKS)
                    .mapToObj(i -> callers.submit(() -> gateway.file(i + " " + LONG)))
                    .toList();
            List<String> names = new ArrayList<>();
            for (Future<String> each : filed) {
                names.add(each.get());
            }
            return names;
        }
    }
}
