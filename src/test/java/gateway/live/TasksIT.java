package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.images.ImagesResponse;
import fakes.MidjourneyBridge;
import fakes.Received;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Work that outlives its request, on vendors that do it at once and on such as begin it now and end it later. */
class TasksIT {

    private static final String GENERATIONS = "/v1/images/generations";
    private static final String KITE = "{\"model\":\"mdjq-imagine\",\"prompt\":\"a red kite\"}";
    private static final String[] LATER = {"Prefer", "respond-async"};

    private static final MidjourneyBridge BRIDGE = new MidjourneyBridge();
    private static final BridgedTasks HELP = new BridgedTasks(BRIDGE);
    private static Gateway gateway;

    @BeforeAll
    static void start() throws IOException {
        gateway = HELP.start();
        gateway.copyVendor("sandbox");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        BRIDGE.close();
    }

    @AfterEach
    void calm() {
        BRIDGE.hides(false);
        BRIDGE.breaksOff(false);
        BRIDGE.busy(false);
    }

    @Test
    void whoeverDoesNotWaitGetsATaskAndLaterThePicture() throws IOException {
        HttpResponse<String> answer = gateway.post(
                GENERATIONS, "{\"model\":\"sandbox-image\",\"prompt\":\"a kite\",\"size\":\"64x48\"}", LATER);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Preference-Applied")).hasValue("respond-async");
        assertThat(Gateway.json(answer.body()).get("object").asText()).isEqualTo("task");
        JsonNode task = HELP.ended(answer);
        assertThat(task.get("status").asText()).isEqualTo("succeeded");
        assertThat(task.get("progress").asInt()).isEqualTo(100);
        assertThat(task.get("vendor").asText()).isEqualTo("sandbox");
        assertThat(ImageIO.read(new ByteArrayInputStream(file(task))).getWidth())
                .isEqualTo(64);
    }

    @Test
    void bytesAreThereForWhoeverAskedForThem() {
        JsonNode task = HELP.ended(gateway.post(
                GENERATIONS,
                "{\"model\":\"sandbox-image\",\"prompt\":\"a kite\",\"size\":\"64x48\",\"response_format\":\"b64_json\"}",
                LATER));

        assertThat(task.at("/result/data/0/b64_json").asText()).startsWith("iVBORw0KGgo");
    }

    @Test
    void aJobIsFollowedFromItsBeginningToTheStoredPicture() throws IOException {
        HttpResponse<String> answer = gateway.post(GENERATIONS, KITE, LATER);
        String job = HELP.job(answer);

        awaitTask(answer, "submitted", 0);
        BRIDGE.running(job, 46);
        awaitTask(answer, "running", 46);
        BRIDGE.done(job);
        JsonNode task = HELP.ended(answer);

        assertThat(task.get("status").asText()).isEqualTo("succeeded");
        assertThat(task.at("/result/data/0/revised_prompt").asText()).isEqualTo("a red kite");
        assertThat(task.at("/result/data/0/url").asText()).startsWith("http://gateway.example/v1/media/");
        assertThat(ImageIO.read(new ByteArrayInputStream(file(task))).getWidth())
                .isEqualTo(16);
        JsonNode decision = gateway.decision(answer);
        assertThat(decision.at("/served_by/vendor").asText()).isEqualTo("mdjq");
        assertThat(new BigDecimal(decision.at("/cost/amount").asText())).isEqualByComparingTo("0.10");
    }

    @Test
    void theVendorIsShownOurSecretAndNothingOfTheCallers() {
        HttpResponse<String> answer = gateway.post(GENERATIONS, KITE, LATER);
        BRIDGE.done(HELP.job(answer));
        HELP.ended(answer);

        List<Received> all = BRIDGE.received().stream()
                .filter(each -> !each.path().endsWith(".png"))
                .toList();
        assertThat(all).isNotEmpty().allSatisfy(each -> {
            assertThat(each.header("mj-api-secret")).isEqualTo("a-secret");
            assertThat(each.header("Authorization")).isNull();
        });
    }

    @Test
    void whoeverWaitsIsAnsweredWhenItIsDone() {
        int before = BRIDGE.begun().size();
        Thread.ofVirtual().start(() -> {
            await().until(() -> BRIDGE.begun().size() > before);
            BRIDGE.done(BRIDGE.begun().getLast());
        });

        HttpResponse<String> answer = gateway.post(GENERATIONS, KITE);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-gateway-vendor")).hasValue("mdjq");
        assertThat(Gateway.json(answer.body()).at("/data/0/url").asText()).contains("/v1/media/");
    }

    @Test
    void theClientLibraryWaitsForIt() {
        OpenAIClient client = OfficialClients.openai(gateway, Gateway.KEY);
        int before = BRIDGE.begun().size();
        Thread.ofVirtual().start(() -> {
            await().until(() -> BRIDGE.begun().size() > before);
            BRIDGE.done(BRIDGE.begun().getLast());
        });

        ImagesResponse response = client.images()
                .generate(ImageGenerateParams.builder()
                        .model("mdjq-imagine")
                        .prompt("a red kite")
                        .responseFormat(ImageGenerateParams.ResponseFormat.B64_JSON)
                        .build());

        assertThat(response.data().orElseThrow().getFirst().b64Json().orElseThrow())
                .startsWith("iVBORw0KGgo");
        client.close();
    }

    @Test
    void aWaitThatIsOverBecomesATask() {
        HttpResponse<String> answer = gateway.post(GENERATIONS, KITE, "x-gateway-deadline-ms", "700");

        assertThat(answer.statusCode()).isEqualTo(202);
        BRIDGE.done(HELP.job(answer));
        assertThat(HELP.ended(answer).get("status").asText()).isEqualTo("succeeded");
    }

    @Test
    void aJobThatFailsIsToldInTheVendorsWords() {
        HttpResponse<String> answer = gateway.post(GENERATIONS, KITE, LATER);
        BRIDGE.failed(HELP.job(answer), "[Invalid parameter] no such style");

        JsonNode task = HELP.ended(answer);

        assertThat(task.get("status").asText()).isEqualTo("failed");
        assertThat(task.at("/error/code").asText()).isEqualTo("vendor_error");
        assertThat(task.at("/error/message").asText()).isEqualTo("[Invalid parameter] no such style");
    }

    @Test
    void aRefusalUnderSuccessIsTheCallersToMend() {
        HttpResponse<String> answer =
                gateway.post(GENERATIONS, "{\"model\":\"mdjq-imagine\",\"prompt\":\"something forbidden\"}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Gateway.json(answer.body()).at("/error/message").asText()).isEqualTo("banned word");
    }

    @Test
    void aPictureThatCannotBeCopiedIsAskedForAnew() {
        BRIDGE.hides(true);
        HttpResponse<String> answer = gateway.post(GENERATIONS, KITE, LATER);
        BRIDGE.done(HELP.job(answer));
        await().until(() ->
                BRIDGE.received().stream().anyMatch(each -> each.path().endsWith(".png")));
        BRIDGE.hides(false);

        assertThat(HELP.ended(answer).at("/result/data/0/url").asText()).contains("/v1/media/");
    }

    /** Nobody knows whether it has begun but the vendor itself. */
    @Test
    void aVendorWhoseAnswerIsLostIsAskedWhetherItHasBegun() {
        BRIDGE.breaksOff(true);
        int before = BRIDGE.begun().size();
        HttpResponse<String> answer = gateway.post(GENERATIONS, KITE, LATER);

        BRIDGE.done(HELP.job(answer));

        assertThat(HELP.ended(answer).get("status").asText()).isEqualTo("succeeded");
        assertThat(BRIDGE.begun()).hasSize(before + 1);
    }

    @Test
    void aVendorThatTellsNothingIsGivenUpAndNotAskedToBeginAgain() {
        BRIDGE.busy(true);
        int before = BRIDGE.begun().size();
        HttpResponse<String> answer = gateway.post(GENERATIONS, KITE, LATER);

        JsonNode task = HELP.ended(answer);

        assertThat(task.get("status").asText()).isEqualTo("failed");
        assertThat(task.at("/error/code").asText()).isEqualTo("rate_limited");
        assertThat(BRIDGE.begun()).hasSize(before + 1);
    }

    @Test
    void moreThanTheVendorMakesAtOnceIsRefused() {
        HttpResponse<String> answer =
                gateway.post(GENERATIONS, "{\"model\":\"mdjq-imagine\",\"prompt\":\"a kite\",\"n\":2}", LATER);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Gateway.json(answer.body()).at("/error/param").asText()).isEqualTo("n");
    }

    @Test
    void aTaskIsCancelledOnce() {
        HttpResponse<String> answer = gateway.post(GENERATIONS, KITE, LATER);
        BRIDGE.running(HELP.job(answer), 10);

        HttpResponse<String> cancelled = gateway.post(BridgedTasks.path(answer) + "/cancel", "");

        assertThat(Gateway.json(cancelled.body()).get("status").asText()).isEqualTo("cancelled");
        HttpResponse<String> again = gateway.post(BridgedTasks.path(answer) + "/cancel", "");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(Gateway.json(again.body()).at("/error/code").asText()).isEqualTo("task_ended");
        assertThat(gateway.get(BridgedTasks.path(answer)).body()).contains("\"cancelled\"");
    }

    private static void awaitTask(HttpResponse<String> answer, String status, int progress) {
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            JsonNode task = Gateway.json(gateway.get(BridgedTasks.path(answer)).body());
            assertThat(task.get("status").asText()).isEqualTo(status);
            assertThat(task.get("progress").asInt()).isEqualTo(progress);
        });
    }

    /** Of its one picture, from the gateway under whatever name it is known. */
    private static byte[] file(JsonNode task) throws IOException {
        URI link = URI.create(task.at("/result/data/0/url").asText());
        URI here = URI.create(gateway.url() + link.getRawPath() + '?' + link.getRawQuery());
        try (InputStream in = here.toURL().openStream()) {
            return in.readAllBytes();
        }
    }
}
