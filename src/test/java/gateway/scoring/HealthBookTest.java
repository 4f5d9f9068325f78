package gateway.scoring;

import static gateway.scoring.Fleet.catalog;
import static gateway.scoring.Fleet.offer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gateway.fault.ErrorCode;
import gateway.vendors.Catalog;
import gateway.vendors.Offer;
import gateway.vendors.VendorDirectory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Figures move with what is seen, survive reloads, and never drift. */
class HealthBookTest {

    private final Fleet fleet = new Fleet();
    private final HealthBook health = fleet.health;
    private final Catalog catalog =
            catalog(fleet.vendor("acme").model("m").model("n").inFlight(4).live());
    private final Offer offer = offer(catalog, "acme/m");

    /** They have no tokens to be quick at: what counts is the time until they are there. */
    @Test
    void theSpeedOfVectorsIsTheTimeUntilTheyCome() {
        health.tryStart(offer);
        health.firstEvent(offer, Duration.ofMillis(300).toNanos());
        health.succeeded(offer, 0, Duration.ofMillis(300).toNanos());

        assertThat(health.of(offer).expectedSeconds(0, fleet.ticker.nanos())).isEqualTo(0.3);
        assertThat(health.of(offer).expectedSeconds(500, fleet.ticker.nanos()))
                .as("of text nothing is known")
                .isZero();
    }

    @Test
    void figuresMoveTowardsWhatIsSeenAndLongAnswersWeighMore() {
        fleet.served(offer, Duration.ofMillis(400), Duration.ofSeconds(10));
        assertThat(health.of(offer).firstTokenSeconds()).isEqualTo(0.4, within(1e-9));
        assertThat(health.of(offer).tokensPerSecond()).isEqualTo(50, within(1e-9));

        fleet.served(offer, Duration.ofMillis(1400), Duration.ofSeconds(10));
        assertThat(health.of(offer).firstTokenSeconds()).isEqualTo(0.5, within(1e-9));

        // One token in 10 ms would be 100 a second: it must not move a speed taken over 500 tokens by much.
        health.tryStart(offer);
        health.succeeded(offer, 1, 10_000_000);
        assertThat(health.of(offer).tokensPerSecond()).isEqualTo(50, within(0.1));
    }

    @Test
    void placesAreCountedForTheWholeVendor() {
        Offer other = offer(catalog, "acme/n");
        for (int i = 0; i < 2; i++) {
            assertThat(health.tryStart(offer)).isTrue();
            assertThat(health.tryStart(other)).isTrue();
        }

        assertThat(health.tryStart(other)).isFalse();
        assertThat(health.of(other).inFlight()).isEqualTo(2);
        assertThat(health.inFlightAtVendor("acme")).isEqualTo(4);
    }

    @Test
    void theLastErrorIsACodeAndATime() {
        health.tryStart(offer);
        health.failed(offer, ErrorCode.UPSTREAM_STALLED);

        assertThat(health.of(offer).lastError())
                .isEqualTo(new OfferHealth.LastError(ErrorCode.UPSTREAM_STALLED, Fleet.NOON));
    }

    @Test
    void figuresOutliveAReloadAndGoWithTheVendor() {
        VendorDirectory directory = new VendorDirectory();
        Housekeeping housekeeping = new Housekeeping(directory, health, fleet.breakers);
        directory.swap(catalog, () -> {});
        fleet.served(offer, Duration.ofSeconds(1), Duration.ofSeconds(1));

        Catalog reloaded = catalog(fleet.vendor("acme").model("m").live());
        directory.swap(reloaded, () -> {});
        housekeeping.tidy();
        assertThat(health.of(offer(reloaded, "m")).tokensPerSecond()).isEqualTo(500, within(1e-9));

        directory.swap(catalog(), () -> {});
        housekeeping.tidy();
        assertThat(health.of(offer).tokensPerSecond()).isZero();
    }

    @Test
    void aRequestThatOutlivesItsVendorStillEndsAtZero() {
        VendorDirectory directory = new VendorDirectory();
        Housekeeping housekeeping = new Housekeeping(directory, health, fleet.breakers);
        health.tryStart(offer);

        housekeeping.tidy();
        assertThat(health.of(offer).inFlight()).isEqualTo(1);

        health.released(offer);
        housekeeping.tidy();
        health.released(offer);
        assertThat(health.of(offer).inFlight()).isZero();
        assertThat(health.inFlightAtVendor("acme")).isZero();
    }

    /** Lost updates would leave requests in flight for ever, or let more of them in than the vendor allows. */
    @Test
    void countsHoldWhenManyThreadsReport() throws Exception {
        int threads = 8;
        CountDownLatch start = new CountDownLatch(1);
        List<Future<?>> workers = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (int worker = 0; worker < threads; worker++) {
                int kind = worker % 3;
                workers.add(pool.submit(() -> {
                    start.await();
                    for (int i = 0; i < 5_000; i++) {
                        callOnce(kind);
                    }
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> each : workers) {
                each.get();
            }
        }

        assertThat(health.of(offer).inFlight()).isZero();
        assertThat(health.inFlightAtVendor("acme")).isZero();
        assertThat(health.of(offer).errorRate(fleet.ticker.nanos())).isBetween(0.0, 1.0);
        assertThat(health.of(offer).tokensPerSecond()).isEqualTo(100, within(1e-6));
    }

    private void callOnce(int kind) {
        if (!health.tryStart(offer)) {
            return;
        }
        assertThat(health.of(offer).inFlight()).isLessThanOrEqualTo(4);
        switch (kind) {
            case 0 -> health.succeeded(offer, 100, 1_000_000_000L);
            case 1 -> health.failed(offer, ErrorCode.VENDOR_ERROR);
            default -> health.released(offer);
        }
    }
}
