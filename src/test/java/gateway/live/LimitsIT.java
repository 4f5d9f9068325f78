package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fakes.Broken;
import fakes.FakeVendor;
import fakes.RawClient;
import fakes.Script;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long and how often a request may try, and how much a vendor may be asked. */
class LimitsIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String ONE_AT_A_TIME = "limits: {in-flight: 1, requests-per-second: 100000}";

    private final Gateway gateway = Gateway.shared();
    private final FakeVendor fake = FakeVendor.start();

    @AfterEach
    void stop() {
        fake.close();
    }

    @Test
    void theCallersDeadlineHolds() {
        TestVendor vendor = gateway.vendor(fake);
        fake.always(Broken.hang());

        for (String request : List.of(vendor.request(), vendor.streamRequest())) {
            HttpResponse<String> answer = gateway.chat(request, "x-gateway-deadline-ms", "300");

            assertThat(answer.statusCode()).isEqualTo(504);
            assertThat(answer.body()).contains("deadline_exceeded");
            assertThat(gateway.decision(answer).get("duration_ms").asInt()).isBetween(300, 2_000);
        }
        vendor.delete();
    }

    @Test
    void theDeadlineIsThatOfTheRequestNotOfEachAttempt() {
        FakeVendor second = FakeVendor.start();
        List<TestVendor> rivals = gateway.rivals(fake, second);
        fake.always(call -> {
            call.pause(Duration.ofMillis(300));
            Script.error(500, "boom", "x").play(call);
        });
        second.always(Broken.hang());

        HttpResponse<String> answer = gateway.chat(rivals.getFirst().request(), "x-gateway-deadline-ms", "600");

        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(gateway.decision(answer).get("duration_ms").asInt()).isBetween(600, 2_000);
        rivals.forEach(TestVendor::delete);
        second.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "soon", "1.5", "99999999999999999999"})
    void aDeadlineThatIsNoneIsRefused(String deadline) {
        TestVendor vendor = gateway.vendor(fake);

        HttpResponse<String> answer = gateway.chat(vendor.request(), "x-gateway-deadline-ms", deadline);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("x-gateway-deadline-ms");
        assertThat(fake.received()).isEmpty();
        vendor.delete();
    }

    @Test
    void aRequestCausesThreeVendorCallsAtMost() {
        List<TestVendor> rivals = gateway.rivals(fake, fake, fake, fake);
        fake.always(Script.error(500, "boom", "x"));

        HttpResponse<String> answer = gateway.chat(rivals.getFirst().request());

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("x-gateway-attempts")).contains("3");
        assertThat(fake.received()).hasSize(3);
        rivals.forEach(TestVendor::delete);
    }

    @Test
    void aVendorIsNotAskedMoreOftenThanItsCardAllows() {
        TestVendor vendor = gateway.vendor(fake, "limits: {in-flight: 100, requests-per-second: 2}");
        fake.always(Script.chat("served"));

        List<Integer> statuses = List.of(
                gateway.chat(vendor.request()).statusCode(),
                gateway.chat(vendor.request()).statusCode(),
                gateway.chat(vendor.request()).statusCode());

        assertThat(statuses).containsExactly(200, 200, 503);
        assertThat(fake.received()).hasSize(2);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(gateway.chat(vendor.request()).statusCode()).isEqualTo(200));
        vendor.delete();
    }

    /** Not when the request ends: the vendor that took over may stream for half an hour. */
    @Test
    void aFailedAttemptGivesItsPlaceBackAtOnce() throws Exception {
        FakeVendor second = FakeVendor.start();
        TestVendor fails = new TestVendor(gateway, "places1", "places");
        TestVendor streams = new TestVendor(gateway, "places2", "places");
        fails.write(fake.url(), ONE_AT_A_TIME, 1, 0.9);
        streams.write(second.url(), "", 100, 0.1);
        gateway.awaitModel("places1/places", 200);
        gateway.awaitModel("places2/places", 200);
        fake.next(Script.error(500, "boom", "x")).always(Script.chat("served"));
        second.always(Broken.silentAfter("busy"));

        try (RawClient caller = gateway.connect()) {
            Gateway.ask(caller, fails.streamRequest());
            Gateway.firstData(caller);
            String only = fails.request().replace("\"places\"", "\"places1/places\"");

            assertThat(gateway.chat(only).statusCode()).isEqualTo(200);
        }
        fails.delete();
        streams.delete();
        second.close();
    }

    @Test
    void aChangedLimitIsInForceWithoutARestart() throws Exception {
        TestVendor vendor = gateway.vendor(fake, ONE_AT_A_TIME);
        fake.always(Broken.silentAfter("busy"));
        try (RawClient first = open(vendor);
                RawClient second = gateway.connect()) {
            assertThat(first.head(SOON).status()).isEqualTo(200);
            assertThat(gateway.chat(vendor.streamRequest()).statusCode()).isEqualTo(503);

            vendor.write(fake.url(), "limits: {in-flight: 2, requests-per-second: 100000}");
            fake.always(Script.chat("a second place"));

            await().atMost(SOON).untilAsserted(() -> assertThat(
                            gateway.chat(vendor.request()).statusCode())
                    .isEqualTo(200));
        }
        vendor.delete();
    }

    /** Whatever becomes of a request, the place it had at the vendor is free again. */
    @Test
    void noFailureKeepsItsPlaceAtTheVendor() throws Exception {
        TestVendor vendor = gateway.vendor(fake, ONE_AT_A_TIME + "\ntimeouts: {first-event: 300ms, stall: 300ms}");
        List<Script> failures = List.of(
                Broken.resetBeforeHeaders(),
                Broken.html(200),
                Broken.cutAfter("one"),
                Broken.silentAfter("one"),
                Broken.hang(),
                Script.error(400, "bad", "x"));
        for (Script failure : failures) {
            fake.next(failure);
            gateway.chat(vendor.streamRequest());
        }
        fake.next(Broken.hang());
        RawClient leaver = open(vendor);
        fakes.Call call = fake.awaitRequest();
        for (int i = 0; i < failures.size(); i++) {
            call = fake.awaitRequest();
        }
        leaver.close();
        call.awaitPeerClosed(SOON);
        fake.always(Script.chat("served"));

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(gateway.chat(vendor.request()).statusCode()).isEqualTo(200));
        vendor.delete();
    }

    private RawClient open(TestVendor vendor) throws Exception {
        return gateway.connect()
                .post("/v1/chat/completions", vendor.streamRequest(), "Authorization: Bearer " + Gateway.KEY);
    }
}
