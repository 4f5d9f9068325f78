package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import fakes.Broken;
import fakes.FakeVendor;
import fakes.PacedStream;
import fakes.RawClient;
import fakes.Script;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers who leave, half or wholly, or do not read: their vendor calls end, and nobody else is held up. */
class LeavingCallersIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    /** A vendor call ends within this after its caller left. */
    private static final Duration CANCELLED_WITHIN = Duration.ofSeconds(2);

    private final Gateway gateway = Gateway.shared();
    private final FakeVendor fake = FakeVendor.start();

    @AfterEach
    void stop() {
        fake.close();
    }

    @Test
    void theVendorsCallEndsWhenTheCallerLeavesInTheMiddle() throws Exception {
        TestVendor vendor = gateway.vendor(fake);
        PacedStream paced = new PacedStream();
        fake.next(paced);
        RawClient client = gateway.connect();
        Gateway.ask(client, vendor.streamRequest());
        paced.content("first");
        assertThat(Gateway.firstData(client)).contains("first");

        client.close();

        assertThat(paced.awaitPeerClosed(SOON)).isLessThan(CANCELLED_WITHIN);
        vendor.delete();
    }

    /** Nothing can be written yet, so a closed connection does not show by writing. */
    @ParameterizedTest(name = "streamed: {0}")
    @ValueSource(booleans = {true, false})
    void theVendorsCallEndsWhenTheCallerLeavesWhileTheVendorIsSilent(boolean streamed) throws Exception {
        TestVendor vendor = gateway.vendor(fake);
        fake.next(Broken.hang());
        RawClient client = gateway.connect();
        String request = streamed ? vendor.streamRequest() : vendor.request();
        Gateway.ask(client, request);
        fakes.Call call = fake.awaitRequest();

        client.close();

        assertThat(call.awaitPeerClosed(SOON)).isLessThan(CANCELLED_WITHIN);
        await().atMost(SOON).untilAsserted(() -> assertThat(fake.received()).hasSize(1));
        vendor.delete();
    }

    /** A caller who reads nothing must not fill our memory: the vendor is read only as fast as he reads. */
    @Test
    void aCallerWhoDoesNotReadHoldsUpHisVendorAndNothingElse() throws Exception {
        TestVendor vendor = gateway.vendor(fake);
        AtomicLong sent = new AtomicLong();
        fake.next(call -> {
            Script.beginStream(call);
            while (!call.pause(Duration.ZERO)) {
                Script.contents(call, "x".repeat(10_000));
                sent.addAndGet(10_000);
            }
        });
        fake.always(Script.chat("others are served"));
        RawClient client = RawClient.connect(gateway.url(), 4_096);
        Gateway.ask(client, vendor.streamRequest());

        await().atMost(SOON).during(Duration.ofMillis(500)).until(new StandsStill(sent)::asked);
        assertThat(gateway.chat(vendor.request()).body()).contains("others are served");
        assertThat(sent.get()).as("what fits into the buffers of the sockets").isLessThan(50_000_000);

        client.reset();
        assertThat(fake.awaitRequest().awaitPeerClosed(SOON)).isLessThan(CANCELLED_WITHIN);
        vendor.delete();
    }

    /** Whether a number is, above 0, what it was when it was last asked. */
    private static final class StandsStill {
        private final AtomicLong number;
        private long before;

        StandsStill(AtomicLong number) {
            this.number = number;
        }

        boolean asked() {
            long now = number.get();
            boolean still = now > 0 && now == before;
            before = now;
            return still;
        }
    }

    /** He counts as gone; but what he reads must not look like an answer. */
    @Test
    void aCallerWhoHalfClosesNeverTakesHalfAnAnswerForAWholeOne() throws Exception {
        TestVendor vendor = gateway.vendor(fake);
        PacedStream paced = new PacedStream();
        fake.next(paced);
        try (RawClient client = gateway.connect()) {
            Gateway.ask(client, vendor.streamRequest());
            paced.content("first");
            assertThat(Gateway.firstData(client)).contains("first");

            client.halfClose();

            assertThatThrownBy(() -> client.allData(SOON)).isInstanceOf(IOException.class);
        }
        assertThat(paced.awaitPeerClosed(SOON)).isLessThan(CANCELLED_WITHIN);
        fake.next(Broken.hang());
        try (RawClient client = gateway.connect()) {
            Gateway.ask(client, vendor.request());
            fake.awaitRequest();

            client.halfClose();

            assertThat(client.head(SOON).status()).isEqualTo(499);
            assertThat(client.body(SOON)).contains("client_closed");
        }
        vendor.delete();
    }
}
