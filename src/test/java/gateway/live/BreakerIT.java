package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fakes.Broken;
import fakes.FakeVendor;
import fakes.RawClient;
import fakes.Script;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A vendor that fails is left alone for a while, and gets its chance again. */
class BreakerIT {

    private static final int CALLS = 4;
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final double CLOSED = 0;
    private static final double HALF_OPEN = 1;
    private static final double OPEN = 2;

    private final FakeVendor fake = FakeVendor.start();
    private final Gateway gateway = Gateway.start(Map.of(
            "gateway.breakers.minimum-calls", Integer.toString(CALLS),
            "gateway.breakers.window", "10",
            "gateway.breakers.open-for", "1s",
            "gateway.breakers.probes", "1",
            "gateway.breakers.probe-wait", "1s",
            "gateway.breakers.cool-down", "1ms"));
    private final TestVendor vendor = gateway.vendor(fake, "timeouts: {stall: 200ms}");

    @AfterEach
    void stop() {
        gateway.close();
        fake.close();
    }

    @Test
    void aBurstOfErrorsOpensItAndARecoveryClosesIt() {
        failUntilOpen();

        HttpResponse<String> refused = gateway.chat(vendor.request());

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(refused.body()).contains("breaker");
        assertThat(fake.received()).as("the open breaker spares the vendor").hasSize(CALLS);

        fake.always(Script.chat("back"));
        await().atMost(SOON)
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

    /** The probes are streams without an end: once they have begun, the others are let in. */
    @Test
    void streamsThatHaveBegunLetTheOthersIn() throws Exception {
        failUntilOpen();
        fake.always(Broken.silentAfter("one"));

        try (RawClient first = await().atMost(SOON).until(this::streaming, Objects::nonNull)) {
            fake.always(Script.chat("back"));

            assertThat(gateway.chat(vendor.request()).statusCode()).isEqualTo(200);
            assertThat(state()).isEqualTo(CLOSED);
        }
    }

    /** A caller whose stream has begun; null when it was refused. */
    private @Nullable RawClient streaming() throws IOException {
        RawClient caller = gateway.connect()
                .post("/v1/chat/completions", vendor.streamRequest(), "Authorization: Bearer " + Gateway.KEY);
        if (caller.head(SOON).status() == 200) {
            return caller;
        }
        caller.close();
        return null;
    }

    /** A probe that hangs must not keep its breaker half-open for ever, nor the vendor out. */
    @Test
    void aProbeThatHangsCountsAsFailedAndAnotherGoesOut() throws Exception {
        failUntilOpen();
        assertThat(state()).isEqualTo(OPEN);
        fake.always(Broken.hang());
        try (RawClient caller = await().atMost(SOON).until(this::waiting, Objects::nonNull)) {
            assertThat(state()).isEqualTo(HALF_OPEN);
            fake.always(Script.chat("back"));

            await().atMost(SOON).untilAsserted(() -> assertThat(
                            gateway.chat(vendor.request()).statusCode())
                    .isEqualTo(200));
            assertThat(state()).isEqualTo(CLOSED);
        }
    }

    /** A caller whose request has gone out to the silent vendor; null when it was refused. */
    private @Nullable RawClient waiting() throws IOException {
        RawClient caller = gateway.connect()
                .post("/v1/chat/completions", vendor.request(), "Authorization: Bearer " + Gateway.KEY);
        try {
            caller.head(Duration.ofMillis(500));
            caller.close();
            return null;
        } catch (SocketTimeoutException silence) {
            return caller;
        }
    }

    private void failUntilOpen() {
        fake.always(Script.error(500, "boom", "x"));
        for (int i = 0; i < CALLS; i++) {
            assertThat(gateway.chat(vendor.request()).statusCode()).isEqualTo(502);
        }
    }

    /** What dashboards see. */
    private double state() {
        return gateway.bean(MeterRegistry.class)
                .get("gateway.breaker.state")
                .tags("vendor", vendor.name(), "model", vendor.model())
                .gauge()
                .value();
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
