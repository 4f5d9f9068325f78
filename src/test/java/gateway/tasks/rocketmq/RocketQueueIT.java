package gateway.tasks.rocketmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fakes.RocketMqServer;
import gateway.live.Gateway;
import gateway.tasks.TaskQueue;
import gateway.tasks.TaskQueueContract;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same over a real broker. */
class RocketQueueIT extends TaskQueueContract {

    @TempDir
    static Path folder;

    private static RocketMqServer server;

    private final List<CamelContext> contexts = new ArrayList<>();

    @BeforeAll
    static void startServer() throws Exception {
        server = new RocketMqServer(folder);
        introduce();
    }

    /** What was sent before a group was first there it does not get. */
    private static void introduce() throws Exception {
        List<CamelContext> contexts = new ArrayList<>();
        CountDownLatch heard = new CountDownLatch(1);
        TaskQueue queue = queue(contexts);
        queue.onOffer(task -> heard.countDown());
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    queue.offer("hello");
                    return heard.getCount() == 0;
                });
        contexts.forEach(CamelContext::stop);
    }

    @Test
    void aGatewayWhoseBrokerIsDownStartsAndFindsItsTasks() {
        try (Gateway gateway = Gateway.start(Map.of(
                "gateway.tasks.queue", "rocketmq",
                "gateway.tasks.rocketmq.name-servers", "127.0.0.1:1"))) {
            gateway.copyVendor("sandbox");
            HttpResponse<String> filed = gateway.post(
                    "/v1/images/generations",
                    "{\"model\":\"sandbox-image\",\"prompt\":\"a kite\",\"size\":\"16x16\"}",
                    "Prefer",
                    "respond-async");
            String task = filed.headers().firstValue("Location").orElseThrow();

            assertThat(gateway.get(task + "?wait=20").body()).contains("succeeded");
        }
    }

    @Test
    void aWholeGatewayHearsOfItsTasks() {
        try (Gateway gateway = Gateway.start(Map.of(
                "gateway.tasks.queue", "rocketmq",
                "gateway.tasks.rocketmq.name-servers", server.nameServers(),
                "gateway.tasks.tick", "1h"))) {
            gateway.copyVendor("sandbox");
            HttpResponse<String> filed = gateway.post(
                    "/v1/images/generations",
                    "{\"model\":\"sandbox-image\",\"prompt\":\"a kite\",\"size\":\"16x16\"}",
                    "Prefer",
                    "respond-async");
            String task = filed.headers().firstValue("Location").orElseThrow();

            // What was sent before its group was first there it does not get: another word has it look.
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                gateway.post(
                        "/v1/images/generations",
                        "{\"model\":\"sandbox-image\",\"prompt\":\"x\",\"size\":\"16x16\"}",
                        "Prefer",
                        "respond-async");
                assertThat(gateway.get(task).body()).contains("succeeded");
            });
        }
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @AfterEach
    void stopContexts() {
        contexts.forEach(CamelContext::stop);
    }

    @Override
    protected TaskQueue queue() {
        return queue(contexts);
    }

    private static TaskQueue queue(List<CamelContext> contexts) {
        RocketQueueSettings settings = new RocketQueueSettings(server.nameServers(), "tasks", "nodes", "", "");
        CamelContext camel = new DefaultCamelContext();
        contexts.add(camel);
        RocketQueue queue = new RocketQueue(camel.createProducerTemplate(), settings.producer());
        try {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(settings.consumer())
                            .process(exchange ->
                                    queue.heard(exchange.getMessage().getBody(String.class)));
                }
            });
            camel.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return queue;
    }

    @Override
    protected boolean travels() {
        return true;
    }
}
