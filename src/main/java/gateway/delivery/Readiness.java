package gateway.delivery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;

/** Answers {@code /livez} and {@code /readyz}. */
public final class Readiness {

    private static final Map<String, String> HEADERS =
            Map.of("Content-Type", AnswerHeaders.JSON, "Cache-Control", "no-store");

    private final ApplicationAvailability availability;
    private final Drain drain;

    Readiness(ApplicationAvailability availability, Drain drain) {
        this.availability = availability;
        this.drain = drain;
    }

    /** 200 as long as anything answers. */
    public void live(Inbound inbound) throws IOException {
        send(inbound, 200, "up");
    }

    /** 200 once every route has started and every vendor folder was looked at, 503 before that and while stopping. */
    public void ready(Inbound inbound) throws IOException {
        boolean ready = isReady();
        send(inbound, ready ? 200 : 503, ready ? "ready" : drain.draining() ? "stopping" : "starting");
    }

    /** Whether this node may begin anything new. */
    boolean isReady() {
        return availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC && !drain.draining();
    }

    private static void send(Inbound inbound, int status, String state) throws IOException {
        byte[] body = ("{\"status\":\"" + state + "\"}").getBytes(StandardCharsets.UTF_8);
        inbound.client().send(status, HEADERS, body);
    }
}
