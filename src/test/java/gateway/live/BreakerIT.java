package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fakes.Broken;
import fakes.FakeVendor;
import fakes.Script;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A vendor that fails is left alone for a while, and gets its chance again. */
class BreakerIT {

    private static final int CALLS = 4;

    private final FakeVendor fake = FakeVendor.start();
    private final Gateway gateway = Gateway.start(Map.of(
            "gateway.breakers.minimum-calls", Integer.toString(CALLS),
            "gateway.breakers.window", "10",
            "gateway.breakers.open-for", "1s",
            "gateway.breakers.probes", "1",
            "gateway.breakers.cool-down", "1ms"));
    private final TestVendor vendor = gateway.vendor(fake, "timeouts: {stall: 200ms}");

    @AfterEach
    void stop() {
        gateway.close();
        fake.close();
    }

    @Test
    void aBurstOfErrorsOpensItAndARecoveryClosesIt() {
        fake.always(Script.error(500, "boom", "x"));
        for (int i = 0; i < CALLS; i++) {
            assertThat(gateway.chat(vendor.request()).statusCode()).isEqualTo(502);
        }

        HttpResponse<String> refused = gateway.chat(vendor.request());

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(refused.body()).contains("breaker");
        assertThat(fake.received()).as("the open breaker spares the vendor").hasSize(CALLS);

        fake.always(Script.chat("back"));
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() ->
                        assertThat(gateway.chat(vendor.request()).statusCode()).isEqualTo(200));
        assertThat(gateway.chat(vendor.request()).statusCode()).isEqualTo(200);
    }

    @Test
    void streamsThatBreakInTheMiddleCountToo() {
        fake.always(Broken.cutAfter("one"));
        for (int i = 0; i < CALLS; i++) {
            assertThat(gateway.chat(vendor.streamRequest()).body()).contains("upstream_truncated");
        }

        assertThat(gateway.chat(vendor.streamRequest()).statusCode()).isEqualTo(503);
    }

    @Test
    void whatIsTheCallersFaultCountsAsNothing() {
        fake.always(Script.error(400, "bad", "x"));

        for (int i = 0; i < 3 * CALLS; i++) {
            assertThat(gateway.chat(vendor.request()).statusCode()).isEqualTo(400);
        }

        assertThat(fake.received()).hasSize(3 * CALLS);
    }
}
