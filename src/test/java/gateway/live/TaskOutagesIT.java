package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import fakes.FakeVendor;
import fakes.MidjourneyBridge;
import fakes.Script;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/** What is not there when a task needs it. */
class TaskOutagesIT {

    private static final int CONNECTIONS = 4;

    private final MidjourneyBridge bridge = new MidjourneyBridge();
    private final BridgedTasks tasks = new BridgedTasks(bridge);
    private Gateway gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = tasks.start(Map.of(
                "spring.datasource.hikari.maximum-pool-size",
                Integer.toString(CONNECTIONS),
                "spring.datasource.hikari.connection-timeout",
                "300",
                "gateway.tasks.lease",
                "5s"));
    }

    @AfterEach
    void stop() {
        gateway.close();
        bridge.close();
    }

    @Test
    void workWhoseVendorIsNotThereAnyMoreHasFailedInTheEnd() throws IOException {
        HttpResponse<String> answer = tasks.later();
        tasks.job(answer);
        FileSystemUtils.deleteRecursively(gateway.vendors().resolve("mdjq"));

        JsonNode task = tasks.ended(answer);

        assertThat(task.get("status").asText()).isEqualTo("failed");
        assertThat(task.at("/error/retryable").asBoolean()).isFalse();
    }

    @Test
    void whileTheDatabaseDoesNotAnswerCallersAreToldToTryAgain() throws SQLException {
        List<Connection> taken = allConnections();

        HttpResponse<String> refused = tasks.later();
        giveBack(taken);

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(Gateway.json(refused.body()).at("/error/code").asText()).isEqualTo("overloaded");
        await().untilAsserted(() -> assertThat(tasks.later().statusCode()).isEqualTo(202));
    }

    /** The first vendor fails while the database is away: the second is asked when it is back, and the task goes on. */
    @Test
    void nobodyIsAskedToBeginWhatCouldNotBeKept() throws SQLException {
        try (FakeVendor first = FakeVendor.start()) {
            TestVendor cheaper = new TestVendor(gateway, "cheaper", "mdjq-imagine");
            cheaper.writeFor(
                    "images",
                    first.url(),
                    "models:\n  - {id: mdjq-imagine, capability: images, price: {image: 0}, quality: 1}\n");
            gateway.awaitModel("cheaper/mdjq-imagine", 200);
            CountDownLatch away = new CountDownLatch(1);
            first.always(Script.error(503, "overloaded", "later"));
            first.next(Script.error(503, "overloaded", "later").after(away));
            HttpResponse<String> answer = tasks.later();
            first.awaitRequest();

            List<Connection> taken = allConnections();
            away.countDown();
            // So many questions have waited for a connection in vain that this one has, too.
            await().until(() -> timeouts() > 5);
            assertThat(bridge.begun()).isEmpty();
            giveBack(taken);

            bridge.done(tasks.job(answer));
            assertThat(tasks.ended(answer).get("status").asText()).isEqualTo("succeeded");
            assertThat(bridge.begun()).hasSize(1);
        }
    }

    private double timeouts() {
        return gateway.bean(MeterRegistry.class)
                .get("hikaricp.connections.timeout")
                .counter()
                .count();
    }

    private List<Connection> allConnections() throws SQLException {
        List<Connection> taken = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            taken.add(gateway.bean(DataSource.class).getConnection());
        }
        return taken;
    }

    private static void giveBack(List<Connection> taken) throws SQLException {
        for (Connection each : taken) {
            each.close();
        }
    }
}
