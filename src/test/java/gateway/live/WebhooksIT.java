package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import fakes.Broken;
import fakes.FakeVendor;
import fakes.Received;
import fakes.Script;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers' own addresses are told of the end of their tasks. */
class WebhooksIT {

    private static final String GENERATIONS = "/v1/images/generations";
    private static final String KITE = "{\"model\":\"sandbox-image\",\"prompt\":\"a kite\",\"size\":\"16x16\"}";
    private static final String HEADER = "x-gateway-webhook";

    private static Gateway gateway;

    private final FakeVendor caller = FakeVendor.start();

    @BeforeAll
    static void start() {
        gateway = Gateway.start(Map.of(
                "gateway.tasks.webhook-private", "true",
                "gateway.tasks.webhook-pause", "20ms",
                "gateway.tasks.webhook-tries", "3",
                "gateway.tasks.webhook-timeout", "2s",
                "gateway.tasks.retry-pause", "20ms",
                "gateway.tasks.at-once", "16",
                "gateway.tasks.tick", "20ms"));
        gateway.copyVendor("sandbox");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @AfterEach
    void hangUp() {
        caller.close();
    }

    @Test
    void theEndIsToldSignedByTheSecretOfTheAccount() throws Exception {
        caller.always(Script.json(200, "{}"));
        HttpResponse<String> answer =
                gateway.post(GENERATIONS, KITE, HEADER, caller.url() + "/hook", "Prefer", "respond-async");

        Received told = caller.awaitRequest().request();

        assertThat(told.method()).isEqualTo("POST");
        assertThat(told.path()).isEqualTo("/hook");
        assertThat(told.json().get("id").asText())
                .isEqualTo(told.header("webhook-id"))
                .isEqualTo(id(answer));
        assertThat(told.json().get("status").asText()).isEqualTo("succeeded");
        assertThat(told.json().at("/result/data/0/url").asText()).startsWith(gateway.url() + "/v1/media/");
        assertThat(told.header("webhook-signature")).isEqualTo("v1," + signature(told));
        assertThat(told.header("Authorization")).isNull();
        awaitWebhook(answer, "delivered");
    }

    @Test
    void itIsToldAgainUntilItIsTaken() {
        caller.next(Script.json(500, "{}"), Script.json(302, "{}", "Location: http://127.0.0.1:1/"));
        caller.always(Script.json(204, ""));
        HttpResponse<String> answer = gateway.post(GENERATIONS, KITE, HEADER, caller.url());

        awaitWebhook(answer, "delivered");

        assertThat(caller.received()).hasSize(3);
    }

    @Test
    void whatCouldNotBeToldIsToldOnceMoreWhenAskedFor() {
        caller.always(Script.json(500, "{}"));
        HttpResponse<String> answer = gateway.post(GENERATIONS, KITE, HEADER, caller.url());
        awaitWebhook(answer, "undeliverable");
        assertThat(caller.received()).hasSize(3);

        caller.always(Script.json(200, "{}"));
        HttpResponse<String> again = gateway.post("/api/v1/tasks/" + id(answer) + "/webhook", "");

        assertThat(again.statusCode()).isEqualTo(200);
        awaitWebhook(answer, "delivered");
    }

    /** Many of them take up a part of the places: others are told meanwhile. */
    @Test
    void whoeverTakesTheirTimeDoesNotKeepOthersFromBeingTold() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        AtomicInteger atOnce = new AtomicInteger();
        caller.always(call -> {
            atOnce.incrementAndGet();
            Script.json(200, "{}").after(over).play(call);
        });
        try (FakeVendor quick = FakeVendor.start()) {
            quick.always(Script.json(200, "{}"));
            for (int i = 0; i < 6; i++) {
                gateway.post(GENERATIONS, KITE, HEADER, caller.url(), "Prefer", "respond-async");
            }
            caller.awaitRequest();
            HttpResponse<String> answer = gateway.post(
                    GENERATIONS,
                    KITE,
                    HEADER,
                    quick.url().replace("127.0.0.1", "localhost"),
                    "Prefer",
                    "respond-async");

            awaitWebhook(answer, "delivered");

            assertThat(atOnce.get()).isEqualTo(1);
        } finally {
            over.countDown();
        }
    }

    /** One who takes their time is not waited for longer than a try may take. */
    @Test
    void whoeverNeverAnswersIsGivenUp() {
        caller.next(Broken.hang(), Broken.endlessHeaders());
        caller.always(Broken.hang());

        awaitWebhook(gateway.post(GENERATIONS, KITE, HEADER, caller.url()), "undeliverable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://x.example",
                "https:///no-host",
                "not an address",
                "https://login:pass@x.example",
                "http://x.example:99999/",
            })
    void whatIsNoAddressIsRefused(String address) {
        HttpResponse<String> answer = gateway.post(GENERATIONS, KITE, HEADER, address);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Gateway.json(answer.body()).at("/error/param").asText()).isEqualTo(HEADER);
    }

    @Test
    void aTaskWithoutAWebhookHasNoneToTell() {
        HttpResponse<String> answer = gateway.post(GENERATIONS, KITE, "Prefer", "respond-async");

        assertThat(gateway.post("/api/v1/tasks/" + id(answer) + "/webhook", "").statusCode())
                .isEqualTo(400);
    }

    /** Here they may not lead into our own network. */
    @Test
    void addressesOfPrivateNetworksAreNotCalled() {
        try (Gateway strict = Gateway.start(Map.of(
                "gateway.tasks.webhook-pause",
                "10ms",
                "gateway.tasks.webhook-tries",
                "2",
                "gateway.tasks.tick",
                "20ms"))) {
            strict.copyVendor("sandbox");
            String name = caller.url().replace("127.0.0.1", "localhost");
            HttpResponse<String> answer = strict.post(GENERATIONS, KITE, HEADER, name);
            HttpResponse<String> number = strict.post(GENERATIONS, KITE, HEADER, caller.url());
            HttpResponse<String> number6 = strict.post(GENERATIONS, KITE, HEADER, "http://[::1]:80/");

            assertThat(number.statusCode()).isEqualTo(400);
            assertThat(number6.statusCode()).isEqualTo(400);
            await().untilAsserted(() -> assertThat(webhook(strict, answer)).isEqualTo("undeliverable"));
        }
        caller.assertUntouched();
    }

    private static String id(HttpResponse<String> answer) {
        return answer.headers().firstValue("x-gateway-task").orElseThrow();
    }

    private static void awaitWebhook(HttpResponse<String> answer, String status) {
        await().untilAsserted(() -> assertThat(webhook(gateway, answer)).isEqualTo(status));
    }

    private static String webhook(Gateway at, HttpResponse<String> answer) {
        JsonNode task = Gateway.json(at.get("/api/v1/tasks/" + id(answer)).body());
        return task.get("webhook").asText();
    }

    private static String signature(Received told) throws GeneralSecurityException, IOException {
        String secret = Gateway.json(gateway.get("/api/v1/webhook-secret").body())
                .get("secret")
                .asText();
        byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        String begin = told.header("webhook-id") + '.' + told.header("webhook-timestamp") + '.';
        signed.write(begin.getBytes(StandardCharsets.UTF_8));
        signed.write(told.body());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return Base64.getEncoder().encodeToString(mac.doFinal(signed.toByteArray()));
    }
}
