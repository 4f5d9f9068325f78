package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import fakes.MidjourneyBridge;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/** What is not there when a task needs it. */
class TaskOutagesIT {

    private final MidjourneyBridge bridge = new MidjourneyBridge();
    private final BridgedTasks tasks = new BridgedTasks(bridge);
    private Gateway gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = tasks.start();
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
        DataSource database = gateway.bean(DataSource.class);
        List<Connection> taken = new ArrayList<>();
        HttpResponse<String> refused;
        try {
            for (int i = 0; i < 10; i++) {
                taken.add(database.getConnection());
            }
            refused = tasks.later();
        } finally {
            for (Connection each : taken) {
                each.close();
            }
        }

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(Gateway.json(refused.body()).at("/error/code").asText()).isEqualTo("overloaded");
        await().untilAsserted(() -> assertThat(tasks.later().statusCode()).isEqualTo(202));
    }
}
