package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fakes.FakeVendor;
import fakes.PacedStream;
import fakes.RawClient;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A node that stops lets its streams end, and tells those it cannot wait for. */
class DrainIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void aRunningStreamEndsWellWhileTheNodeStops() throws Exception {
        try (FakeVendor fake = FakeVendor.start()) {
            Gateway gateway = Gateway.start(Map.of("gateway.delivery.drain", "20s"));
            TestVendor vendor = gateway.vendor(fake);
            PacedStream paced = new PacedStream();
            fake.next(paced);
            try (RawClient client = open(gateway, vendor, paced)) {
                Thread stop = Thread.ofVirtual().start(gateway::close);
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(refused(gateway)).isTrue());
                assertChatIsRefused(gateway, vendor);

                paced.content("second");
                assertThat(client.data(SOON)).contains("second");
                paced.finish();

                assertThat(client.allData(SOON)).last().isEqualTo("[DONE]");
                stop.join();
            }
        }
    }

    @Test
    void aStreamThatDoesNotEndInTimeIsToldAndHasNoEndMark() throws Exception {
        try (FakeVendor fake = FakeVendor.start()) {
            Gateway gateway = Gateway.start(Map.of("gateway.delivery.drain", "300ms"));
            TestVendor vendor = gateway.vendor(fake);
            PacedStream paced = new PacedStream();
            fake.next(paced);
            try (RawClient client = open(gateway, vendor, paced)) {
                Thread stop = Thread.ofVirtual().start(gateway::close);

                assertThat(client.allData(SOON)).last().asString().contains("shutting_down");
                stop.join();
            }
        }
    }

    private static RawClient open(Gateway gateway, TestVendor vendor, PacedStream paced) throws Exception {
        RawClient client = gateway.connect();
        client.post("/v1/chat/completions", vendor.streamRequest(), "Authorization: Bearer " + Gateway.KEY);
        paced.content("first");
        assertThat(client.head(SOON).status()).isEqualTo(200);
        assertThat(client.data(SOON)).contains("first");
        return client;
    }

    private static void assertChatIsRefused(Gateway gateway, TestVendor vendor) {
        try {
            HttpResponse<String> answer = gateway.chat(vendor.request());
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("shutting_down");
        } catch (UncheckedIOException e) {
            assertThat(e).as("the port is closed").hasCauseInstanceOf(ConnectException.class);
        }
    }

    /** New requests are turned away: by status while the port is open, by the port after that. */
    private static boolean refused(Gateway gateway) {
        try {
            return gateway.get("/readyz").statusCode() == 503;
        } catch (RuntimeException e) {
            return true;
        }
    }
}
