package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fakes.Broken;
import fakes.FakeVendor;
import fakes.PacedStream;
import fakes.RawClient;
import fakes.Script;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a gateway does at its own limits, set low enough to be reached. */
class NarrowGatewayIT {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int MAX_IN_FLIGHT = 2;

    private static Gateway gateway;

    private final FakeVendor fake = FakeVendor.start();

    @BeforeAll
    static void start() {
        gateway = Gateway.start(Map.ofEntries(
                Map.entry("gateway.delivery.max-in-flight", Integer.toString(MAX_IN_FLIGHT)),
                Map.entry("gateway.delivery.key-quarantine", "500ms"),
                Map.entry("gateway.delivery.resend-doubtful", "true"),
                Map.entry("gateway.delivery.stream-limit", "1s"),
                Map.entry("gateway.delivery.body-limit", "1MB"),
                Map.entry("gateway.delivery.write-limit", "500ms"),
                Map.entry("gateway.delivery.upload-limit", "1MB"),
                Map.entry("gateway.delivery.body-memory", "1MB"),
                Map.entry("gateway.vendor-client.rest", "300ms"),
                Map.entry("gateway.vendor-client.connect-timeout", "300ms"),
                Map.entry("NARROW_API_KEY", "sk-only-one")));
    }

    @AfterAll
    static void end() {
        gateway.close();
    }

    @AfterEach
    void stop() {
        fake.close();
    }

    @Test
    void aRequestTooManyIsTurnedAwayAndItsPlaceIsFreeAgainLater() throws Exception {
        TestVendor vendor = gateway.vendor(fake);
        PacedStream[] paced = {new PacedStream(), new PacedStream()};
        fake.next(paced);
        fake.always(Script.chat("served"));
        try (RawClient first = open(vendor, paced[0]);
                RawClient second = open(vendor, paced[1])) {
            HttpResponse<String> turnedAway = gateway.chat(vendor.request());

            assertThat(turnedAway.statusCode()).isEqualTo(503);
            assertThat(turnedAway.body()).contains("\"overloaded\"");
            assertThat(turnedAway.headers().firstValue("Retry-After")).isPresent();

            paced[0].finish();
            paced[1].finish();
            assertThat(first.allData(SOON)).last().isEqualTo("[DONE]");
            assertThat(second.allData(SOON)).last().isEqualTo("[DONE]");
        }
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(gateway.chat(vendor.request()).statusCode()).isEqualTo(200));
        vendor.delete();
    }

    @Test
    void aKeyThatRestedIsTriedAgain() {
        TestVendor vendor = new TestVendor(gateway, "narrow");
        vendor.write(fake.url(), "auth: bearer");
        vendor.awaitLive();
        fake.next(Script.error(401, "bad_key", "x"));
        fake.always(Script.chat("the key is good again"));

        assertThat(gateway.chat(vendor.request()).statusCode()).isEqualTo(502);

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(gateway.chat(vendor.request()).body()).contains("good again"));
        vendor.delete();
    }

    /** For those who would rather pay twice than get no answer. */
    @Test
    void aDoubtfulRequestIsSentOnWhereThatIsWanted() {
        FakeVendor second = FakeVendor.start();
        List<TestVendor> rivals = gateway.rivals(fake, second);
        fake.always(Broken.resetBeforeHeaders());
        second.always(Script.chat("from the second"));

        assertThat(gateway.chat(rivals.getFirst().request()).body()).contains("from the second");

        rivals.forEach(TestVendor::delete);
        second.close();
    }

    @Test
    void aVendorThatSwallowsConnectionsCostsOneConnectTimeout() throws Exception {
        List<TestVendor> rivals = gateway.rivals(fake, fake);
        fake.always(Script.chat("from the second"));
        try (SilentPort silent = SilentPort.open()) {
            rivals.getFirst().write(silent.url(), "", 1, 0.9);

            await().atMost(SOON).untilAsserted(() -> {
                HttpResponse<String> answer = gateway.chat(rivals.getFirst().request());
                assertThat(answer.body()).contains("from the second");
                assertThat(answer.headers().firstValue("x-gateway-attempts")).contains("2");
                assertThat(gateway.decision(answer).get("duration_ms").asInt()).isBetween(300, 2_000);
            });
        }
        rivals.forEach(TestVendor::delete);
    }

    /** The vendor writes without end, the caller reads nothing: both are let go, and neither has filled our memory. */
    @Test
    void aCallerWhoReadsNothingIsCutOffAndHisVendorCallEnds() throws Exception {
        TestVendor vendor = gateway.vendor(fake, "timeouts: {stall: 200ms}");
        fake.next(call -> {
            Script.beginStream(call);
            while (!call.pause(Duration.ZERO)) {
                Script.contents(call, "x".repeat(10_000));
            }
        });
        try (RawClient client = RawClient.connect(gateway.url(), 4_096)) {
            client.post("/v1/chat/completions", vendor.streamRequest(), "Authorization: Bearer " + Gateway.KEY);

            assertThat(fake.awaitRequest().awaitPeerClosed(SOON)).isLessThan(Duration.ofSeconds(5));
            assertThat(client.closedByServer(SOON)).isTrue();
        }
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(gateway.get("/readyz").statusCode()).isEqualTo(200));
        vendor.delete();
    }

    /** The vendor's events have come already, so nobody waits for him. */
    @Test
    void aStreamThatIsAlwaysAheadIsEndedToo() throws Exception {
        TestVendor vendor = gateway.vendor(fake);
        fake.next(call -> {
            Script.beginStream(call);
            while (!call.pause(Duration.ZERO)) {
                Script.contents(call, "and so on");
            }
        });

        HttpResponse<String> answer = gateway.chat(vendor.streamRequest());

        assertThat(answer.body()).contains("deadline_exceeded").doesNotContain("[DONE]");
        vendor.delete();
    }

    /** Else it would stay half closed when its vendor lets go of it. */
    @Test
    void aConnectionThatNobodyNeedsIsClosed() {
        TestVendor vendor = gateway.vendor(fake);
        fake.always(Script.chat("and now rest"));

        assertThat(gateway.chat(vendor.request()).statusCode()).isEqualTo(200);

        assertThat(fake.awaitRequest().awaitPeerClosed(SOON)).isLessThan(Duration.ofSeconds(5));
        vendor.delete();
    }

    @Test
    void aBodyThatDoesNotComeInTimeIsNotWaitedFor() throws Exception {
        try (RawClient client = gateway.connect()) {
            client.send(
                    "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + Gateway.KEY
                            + "\r\nContent-Type: application/json\r\nx-gateway-deadline-ms: 300\r\nContent-Length: 100\r\n\r\n{");

            assertThat(client.head(Duration.ofMillis(900)).status()).isEqualTo(408);
        }
    }

    @Test
    void bodiesAreHeldWithinALimitAndOnlyUntilTheAnswerBegins() throws Exception {
        TestVendor vendor = gateway.vendor(fake);
        String large = vendor.streamRequest("\"user\":\"" + "x".repeat(700_000) + "\"");
        PacedStream paced = new PacedStream();
        fake.next(paced);
        try (RawClient first = gateway.connect()) {
            first.post("/v1/chat/completions", large, "Authorization: Bearer " + Gateway.KEY);
            paced.awaitRequest();

            HttpResponse<String> second = gateway.chat(large);
            assertThat(second.statusCode()).isEqualTo(503);
            assertThat(second.body()).contains("overloaded");

            paced.content("begun");
            assertThat(first.head(SOON).status()).isEqualTo(200);
            assertThat(first.data(SOON)).contains("begun");
            fake.next(Script.stream("room again"));
            assertThat(gateway.chat(large).body()).contains("room again");
            paced.finish();
            assertThat(first.allData(SOON)).last().isEqualTo("[DONE]");
        }
        vendor.delete();
    }

    /** Or a few who announce much and send little would keep all others out. */
    @Test
    void whatIsAnnouncedHoldsNothingBeforeItComes() throws Exception {
        TestVendor vendor = gateway.vendor(fake);
        fake.always(Script.chat("room for all"));
        try (RawClient slow = gateway.connect()) {
            slow.send("POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + Gateway.KEY
                    + "\r\nContent-Type: application/json\r\nContent-Length: 900000\r\n\r\n{");
            String large = vendor.request("\"user\":\"" + "x".repeat(700_000) + "\"");
            assertThat(gateway.chat(large).body()).contains("room for all");
        }
        vendor.delete();
    }

    /** A body whose length is not announced is taken in by large steps, but counts as what it is. */
    @Test
    void aSmallBodyOfUnknownLengthHoldsLittle() throws Exception {
        TestVendor vendor = gateway.vendor(fake);
        PacedStream paced = new PacedStream();
        fake.next(paced);
        fake.always(Script.chat("room for both"));
        byte[] small = vendor.streamRequest().getBytes(StandardCharsets.UTF_8);
        String large = vendor.request("\"user\":\"" + "x".repeat(1_048_576 - 2_000) + "\"");
        try (RawClient first = gateway.connect()) {
            first.send("POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + Gateway.KEY
                    + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + Integer.toHexString(small.length) + "\r\n" + new String(small, StandardCharsets.UTF_8)
                    + "\r\n0\r\n\r\n");
            paced.awaitRequest();

            assertThat(gateway.chat(large).body()).contains("room for both");

            paced.content("and the first");
            paced.finish();
            assertThat(first.head(SOON).status()).isEqualTo(200);
            assertThat(first.allData(SOON)).last().isEqualTo("[DONE]");
        }
        vendor.delete();
    }

    @Test
    void aStreamWithoutEndIsEnded() throws Exception {
        TestVendor vendor = gateway.vendor(fake);
        fake.next(call -> {
            Script.beginStream(call);
            do {
                Script.contents(call, "and so on");
            } while (!call.pause(Duration.ofMillis(20)));
        });

        HttpResponse<String> answer = gateway.chat(vendor.streamRequest());

        assertThat(answer.body()).contains("and so on", "deadline_exceeded").doesNotContain("[DONE]");
        vendor.delete();
    }

    private static RawClient open(TestVendor vendor, PacedStream paced) throws Exception {
        RawClient client = gateway.connect();
        client.post("/v1/chat/completions", vendor.streamRequest(), "Authorization: Bearer " + Gateway.KEY);
        paced.content("first");
        assertThat(client.head(SOON).status()).isEqualTo(200);
        return client;
    }
}
