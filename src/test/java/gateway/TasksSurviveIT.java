package gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import fakes.MidjourneyBridge;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A gateway killed in the midst of a task: the next one ends it, and its vendor has begun it once. */
@DisabledOnOs(OS.WINDOWS)
class TasksSurviveIT {

    private static final String KITE = "a red kite";

    @TempDir
    Path folder;

    private final MidjourneyBridge bridge = new MidjourneyBridge();
    private BridgedGateway gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = new BridgedGateway(
                folder, bridge, Map.of("GATEWAY_TASKS_LEASE", "1s", "GATEWAY_TASKS_RETRY_PAUSE", "200ms"));
        gateway.start();
    }

    @AfterEach
    void stop() {
        gateway.close();
        bridge.close();
    }

    /** The vendor has begun, and the gateway dies before it learns so: the vendor's list tells. */
    @Test
    void whileTheVendorIsAskedToBegin() throws Exception {
        bridge.silent(true);
        String task = gateway.file(KITE);
        await().atMost(BridgedGateway.PATIENCE).until(() -> bridge.job(task), Objects::nonNull);

        gateway.kill();
        bridge.silent(false);
        gateway.start();
        bridge.done(bridge.job(task));

        assertThat(gateway.ended(task).get("status").asText()).isEqualTo("succeeded");
        assertThat(bridge.begun()).hasSize(1);
    }

    /** What was accepted is done, though nobody had begun. */
    @Test
    void beforeAnybodyHasBegun() throws Exception {
        bridge.full(true);
        String task = gateway.file(KITE);
        await().atMost(BridgedGateway.PATIENCE).until(() -> bridge.received().stream()
                .anyMatch(each -> each.path().endsWith("/submit/imagine")));

        gateway.kill();
        bridge.full(false);
        gateway.start();
        await().atMost(BridgedGateway.PATIENCE).until(() -> bridge.job(task), Objects::nonNull);
        bridge.done(bridge.job(task));

        assertThat(gateway.ended(task).get("status").asText()).isEqualTo("succeeded");
        assertThat(bridge.begun()).hasSize(1);
    }

    @Test
    void whileTheVendorWorks() throws Exception {
        String task = gateway.file(KITE);
        await().atMost(BridgedGateway.PATIENCE).until(() -> bridge.job(task), Objects::nonNull);
        bridge.running(bridge.job(task), 46);
        await().atMost(BridgedGateway.PATIENCE)
                .until(() -> gateway.task(task).get("progress").asInt() == 46);

        gateway.kill();
        gateway.start();
        assertThat(gateway.task(task).get("progress").asInt()).isEqualTo(46);
        bridge.done(bridge.job(task));

        assertThat(gateway.ended(task).get("status").asText()).isEqualTo("succeeded");
        assertThat(bridge.begun()).hasSize(1);
    }

    /** It is done, and its picture was not stored yet. */
    @Test
    void whileThePictureIsFetched() throws Exception {
        bridge.hides(true);
        String task = gateway.file(KITE);
        await().atMost(BridgedGateway.PATIENCE).until(() -> bridge.job(task), Objects::nonNull);
        bridge.done(bridge.job(task));
        await().atMost(BridgedGateway.PATIENCE).until(() -> bridge.received().stream()
                .anyMatch(each -> each.path().endsWith(".png")));

        gateway.kill();
        bridge.hides(false);
        gateway.start();

        JsonNode ended = gateway.ended(task);
        assertThat(ended.at("/result/data/0/url").asText()).contains("/v1/media/");
        assertThat(bridge.begun()).hasSize(1);
    }

    @Test
    void afterItHasEnded() throws Exception {
        String task = gateway.file(KITE);
        await().atMost(BridgedGateway.PATIENCE).until(() -> bridge.job(task), Objects::nonNull);
        bridge.done(bridge.job(task));
        JsonNode before = gateway.ended(task);

        gateway.kill();
        gateway.start();

        assertThat(gateway.task(task).get("result").get("data").size()).isEqualTo(1);
        assertThat(gateway.task(task).get("status")).isEqualTo(before.get("status"));
    }
}
