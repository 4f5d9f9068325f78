package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import fakes.MidjourneyBridge;
import gateway.tasks.DueTasks;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ten thousand tasks under way are rows: what waits takes up no thread, and each is begun once and ended. */
class ManyTasksIT {

    private static final int TASKS = 10_000;
    private static final int AT_ONCE = 32;
    private static final int CALLERS = 64;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @Test
    void tenThousandAreUnderWayAndAllEnd() throws Exception {
        try (MidjourneyBridge bridge = new MidjourneyBridge();
                Gateway gateway = start(bridge)) {
            Bridges.put(gateway, "mdjq");
            int threadsBefore = ManagementFactory.getThreadMXBean().getThreadCount();
            List<String> tasks = file(gateway);
            DueTasks due = gateway.bean(DueTasks.class);

            await().atMost(PATIENCE).until(() -> bridge.begun().size() >= TASKS);
            assertThat(due.busy()).isLessThanOrEqualTo(AT_ONCE);
            assertThat(ManagementFactory.getThreadMXBean().getThreadCount() - threadsBefore)
                    .isLessThan(200);
            bridge.begun().forEach(bridge::done);

            for (String task : tasks) {
                JsonNode ended = Gateway.json(gateway.get(task + "?wait=20").body());
                assertThat(ended.get("status").asText()).isEqualTo("succeeded");
            }
            assertThat(bridge.begun()).hasSize(TASKS);
        }
    }

    private static Gateway start(MidjourneyBridge bridge) throws IOException {
        return Gateway.start(Map.of(
                "MDJQ_BASE_URL", bridge.url(),
                "MDJQ_API_KEY", "a-secret",
                "gateway.tasks.at-once", Integer.toString(AT_ONCE)));
    }

    private static List<String> file(Gateway gateway) throws Exception {
        try (ExecutorService callers =
                Executors.newFixedThreadPool(CALLERS, Thread.ofVirtual().factory())) {
            List<Future<String>> filed = IntStream.range(0, TASKS)
                    .mapToObj(i -> callers.submit(() -> path(gateway, i)))
                    .toList();
            List<String> paths = new ArrayList<>();
            for (Future<String> each : filed) {
                paths.add(each.get());
            }
            return paths;
        }
    }

    private static String path(Gateway gateway, int number) {
        HttpResponse<String> answer = gateway.post(
                "/v1/images/generations",
                "{\"model\":\"mdjq-imagine\",\"prompt\":\"kite " + number + "\"}",
                "Prefer",
                "respond-async");
        assertThat(answer.statusCode()).isEqualTo(202);
        return answer.headers().firstValue("Location").orElseThrow();
    }
}
