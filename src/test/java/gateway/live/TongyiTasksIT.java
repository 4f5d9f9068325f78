package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import fakes.FakeVendor;
import fakes.Pictures;
import fakes.Received;
import fakes.Script;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pictures of a vendor that wants to be told not to do them at once, by its own folder. */
class TongyiTasksIT {

    private static final String GENERATIONS = "/v1/images/generations";
    private static final String CAT =
            "{\"model\":\"wan2.2-t2i-flash\",\"prompt\":\"a cat\",\"size\":\"1024x768\",\"n\":2}";
    private static final String[] LATER = {"Prefer", "respond-async"};
    private static final String BEGUN =
            "{\"output\":{\"task_status\":\"PENDING\",\"task_id\":\"t-1\"},\"request_id\":\"r\"}";

    private final FakeVendor fake = FakeVendor.start();
    private final Gateway gateway = Gateway.shipped(fake, Map.of(), "tongyi/wan2.2-t2i-flash");

    TongyiTasksIT() {
        fake.at("/image-synthesis", Script.json(200, BEGUN));
        fake.at("/1.png", Script.body(200, "image/png", Pictures.dot()));
    }

    @AfterEach
    void stop() {
        gateway.close();
        fake.close();
    }

    @Test
    void aTaskThatSucceedsInPartIsDeliveredAndToldSo() {
        fake.next(polled("\"task_status\":\"RUNNING\",\"task_metrics\":{\"TOTAL\":2,\"SUCCEEDED\":1,\"FAILED\":0}"));
        fake.always(polled("\"task_status\":\"SUCCEEDED\",\"results\":[{\"url\":\"" + fake.url()
                + "/1.png\"},{\"code\":\"InternalError.Timeout\",\"message\":\"it took too long\"}]"));

        HttpResponse<String> answer = gateway.post(GENERATIONS, CAT);

        JsonNode reply = Gateway.json(answer.body());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(reply.at("/data/0/url").asText()).contains("/v1/media/");
        assertThat(reply.get("data")).hasSize(1);
        assertThat(reply.at("/failed/0/message").asText()).isEqualTo("it took too long");
        Received begin = fake.received().getFirst();
        assertThat(begin.header("X-DashScope-Async")).isEqualTo("enable");
        assertThat(begin.json().at("/parameters/size").asText()).isEqualTo("1024*768");
        assertThat(begin.json().at("/parameters/n").asInt()).isEqualTo(2);
        assertThat(fake.received().get(1).method()
                        + ' '
                        + fake.received().get(1).path())
                .isEqualTo("GET /api/v1/tasks/t-1");
    }

    @Test
    void aRefusalOfWhatItShowsIsToldInItsWords() {
        fake.always(polled("\"task_status\":\"FAILED\",\"code\":\"DataInspectionFailed\",\"message\":\"not allowed\""));

        HttpResponse<String> answer = gateway.post(GENERATIONS, CAT);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Gateway.json(answer.body()).at("/error/message").asText()).isEqualTo("not allowed");
    }

    @Test
    void itsVendorIsToldOfACancelledTask() {
        fake.at("/cancel", Script.json(200, "{}"));
        fake.always(polled("\"task_status\":\"RUNNING\""));
        HttpResponse<String> answer = gateway.post(GENERATIONS, CAT, LATER);
        String path = answer.headers().firstValue("Location").orElseThrow();
        await().until(() ->
                !Gateway.json(gateway.get(path).body()).get("status").asText().equals("queued"));

        gateway.post(path + "/cancel", "");

        await().untilAsserted(() -> assertThat(paths()).contains("POST /api/v1/tasks/t-1/cancel"));
        assertThat(Gateway.json(gateway.get(path).body()).get("status").asText())
                .isEqualTo("cancelled");
    }

    /** A task that its vendor does not know any more has failed, though it is told under a status of success. */
    @Test
    void aTaskThatTheVendorHasForgottenHasFailed() {
        fake.always(polled("\"task_status\":\"UNKNOWN\""));

        HttpResponse<String> answer = gateway.post(GENERATIONS, CAT);

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("UNKNOWN");
    }

    @Test
    void aTaskThatDoesNotEndInItsTimeHasExpiredAndItsVendorIsTold() {
        fake.at("/cancel", Script.json(200, "{}"));
        fake.always(polled("\"task_status\":\"RUNNING\""));
        try (Gateway hasty = Gateway.shipped(fake, Map.of("gateway.tasks.limit", "2s"), "tongyi/wan2.2-t2i-flash")) {
            HttpResponse<String> answer = hasty.post(GENERATIONS, CAT, LATER);
            String path = answer.headers().firstValue("Location").orElseThrow();

            JsonNode task = Gateway.json(hasty.get(path + "?wait=20").body());

            assertThat(task.get("status").asText()).isEqualTo("expired");
            assertThat(task.at("/error/code").asText()).isEqualTo("task_expired");
            await().untilAsserted(() -> assertThat(paths()).contains("POST /api/v1/tasks/t-1/cancel"));
        }
    }

    private List<String> paths() {
        return fake.received().stream()
                .map(each -> each.method() + ' ' + each.path())
                .toList();
    }

    private static Script polled(String output) {
        return Script.json(200, "{\"request_id\":\"r\",\"output\":{\"task_id\":\"t-1\"," + output + "}}");
    }
}
