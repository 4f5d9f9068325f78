package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import fakes.MidjourneyBridge;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A vendor that tells an address of each task that there is news, and signs nothing. */
class CallbacksIT {

    private static final MidjourneyBridge BRIDGE = new MidjourneyBridge();
    private static final BridgedTasks HELP = new BridgedTasks(BRIDGE);
    private static Gateway gateway;

    @BeforeAll
    static void start() throws IOException {
        gateway = HELP.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        BRIDGE.close();
    }

    /** A callback has the vendor asked at once; whoever sends it, and however often. */
    @Test
    void aCallbackIsAHintAndNothingElse() {
        HttpResponse<String> answer = HELP.later();
        String job = HELP.job(answer);
        String hook = BRIDGE.hook(job).substring("http://gateway.example".length());
        String forged = "{\"id\":\"" + job + "\",\"status\":\"SUCCESS\",\"imageUrl\":\"http://evil.example/x.png\"}";

        for (int i = 0; i < 20; i++) {
            assertThat(gateway.post(hook, forged, "Authorization", "none").statusCode())
                    .isEqualTo(200);
        }

        assertThat(gateway.get(BridgedTasks.path(answer)).body()).doesNotContain("succeeded", "evil");
        BRIDGE.done(job);
        assertThat(HELP.ended(answer).get("status").asText()).isEqualTo("succeeded");
        assertThat(gateway.post(hook, forged).statusCode()).isEqualTo(200);
        assertThat(HELP.ended(answer).get("status").asText()).isEqualTo("succeeded");
    }

    @Test
    void aCallbackToAnAddressThatWasNotMadeHereIsNotFound() {
        HttpResponse<String> answer = HELP.later();
        String hook = BRIDGE.hook(HELP.job(answer)).substring("http://gateway.example".length());
        String last = hook.endsWith("0") ? "1" : "0";

        assertThat(gateway.post(hook.substring(0, hook.length() - 1) + last, "{}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(gateway.post(hook.replace("/mdjq/", "/tongyi/"), "{}").statusCode())
                .isEqualTo(404);
        assertThat(gateway.post("/api/v1/callbacks/mdjq/x", "{}").statusCode()).isEqualTo(404);
    }
}
