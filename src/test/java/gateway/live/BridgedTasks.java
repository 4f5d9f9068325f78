package gateway.live;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import fakes.MidjourneyBridge;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Tasks of a gateway whose vendor of pictures is a bridge that ends its work when the test says so. */
final class BridgedTasks {

    private final MidjourneyBridge bridge;
    private Gateway gateway;

    BridgedTasks(MidjourneyBridge bridge) {
        this.bridge = bridge;
    }

    Gateway start() throws IOException {
        return start(Map.of());
    }

    /** @param more settings */
    Gateway start(Map<String, String> more) throws IOException {
        Map<String, String> settings = new HashMap<>(Map.of(
                "MDJQ_BASE_URL", bridge.url(),
                "MDJQ_API_KEY", "a-secret",
                "GATEWAY_PUBLIC_URL", "http://gateway.example",
                "gateway.tasks.failed-looks", "3",
                "gateway.tasks.retry-pause", "100ms",
                "gateway.tasks.listed", "3"));
        settings.putAll(more);
        gateway = Gateway.start(settings);
        Bridges.put(gateway, "mdjq");
        return gateway;
    }

    /** A request of a caller who does not wait. */
    HttpResponse<String> later() {
        return gateway.post(
                "/v1/images/generations",
                "{\"model\":\"mdjq-imagine\",\"prompt\":\"a red kite\"}",
                "Prefer",
                "respond-async");
    }

    /** The vendor's name for the job of this task, as soon as it has begun. */
    String job(HttpResponse<String> answer) {
        String id = id(answer);
        return await().until(() -> bridge.job(id), Objects::nonNull);
    }

    /** The task when it has ended. */
    JsonNode ended(HttpResponse<String> answer) {
        return Gateway.json(gateway.get(path(answer) + "?wait=20").body());
    }

    static String path(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow();
    }

    static String id(HttpResponse<String> answer) {
        return answer.headers().firstValue("x-gateway-task").orElseThrow();
    }
}
