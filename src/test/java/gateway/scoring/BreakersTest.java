package gateway.scoring;

import static gateway.scoring.Fleet.catalog;
import static gateway.scoring.Fleet.offer;
import static org.assertj.core.api.Assertions.assertThat;

import gateway.vendors.Catalog;
import gateway.vendors.Offer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The life of a breaker, on a clock turned by hand. */
class BreakersTest {

    private static final Duration OPEN = Fleet.BREAKERS.openFor();
    private static final Duration NANO = Duration.ofNanos(1);

    private final Fleet fleet = new Fleet();
    private final Breakers breakers = fleet.breakers;
    private final Catalog catalog =
            catalog(fleet.vendor("acme").model("m").model("n").live());
    private final Offer offer = offer(catalog, "acme/m");

    /** F10: a burst of 5xx opens it within the minimum of calls, and the change is counted once. */
    @Test
    void aBurstOfFailuresOpensTheBreakerOnce() {
        for (int call = 0; call < 8; call++) {
            assertThat(breakers.tryAcquire(offer)).as("call %d", call).isTrue();
            breakers.failed(offer, 1, breakers.era(offer));
        }

        assertThat(breakers.tryAcquire(offer)).isFalse();
        assertThat(breakers.whyNot(offer)).isEqualTo("breaker open");
        assertThat(breakers.waitFor(offer)).isEqualTo(OPEN);
        assertThat(gauge()).isEqualTo(2);
        assertThat(transitions()).isEqualTo(1);
        assertThat(breakers.state("acme/n")).as("another model of the vendor").isEqualTo(Breakers.State.CLOSED);
    }

    /** F11: after its time it lets as many probes through as are allowed, and closes when they are good. */
    @Test
    void goodProbesCloseItAgain() {
        trip();
        fleet.pass(OPEN);
        assertThat(breakers.whyNot(offer)).as("exactly at the end").isNotNull();
        assertThat(breakers.tryAcquire(offer)).isFalse();
        fleet.pass(NANO);
        assertThat(breakers.whyNot(offer)).isNull();

        assertThat(acquired(5)).isEqualTo(3);
        assertThat(breakers.state("acme/m")).isEqualTo(Breakers.State.HALF_OPEN);
        assertThat(gauge()).isEqualTo(1);
        assertThat(breakers.whyNot(offer)).isEqualTo("breaker half-open, all probes taken");
        assertThat(fleet.plan(catalog, "m").candidates()).isEmpty();

        for (int probe = 0; probe < 3; probe++) {
            breakers.succeeded(offer, 1, breakers.era(offer));
        }
        assertThat(breakers.state("acme/m")).isEqualTo(Breakers.State.CLOSED);
        assertThat(acquired(50)).isEqualTo(50);
        assertThat(transitions()).isEqualTo(3);
    }

    /** Streams may last for minutes; a vendor that answers again must not wait for their end. */
    @Test
    void probesThatHaveBegunWellCloseItAndTheirEndsCountAsNothing() {
        trip();
        fleet.pass(OPEN.plus(NANO));
        assertThat(acquired(3)).isEqualTo(3);
        int trial = breakers.era(offer);

        for (int probe = 0; probe < 3; probe++) {
            assertThat(breakers.begun(offer, 1, trial)).isTrue();
        }

        assertThat(breakers.state("acme/m")).isEqualTo(Breakers.State.CLOSED);
        assertThat(breakers.begun(offer, 1, breakers.era(offer)))
                .as("a closed breaker waits for the end")
                .isFalse();
        for (int end = 0; end < 20; end++) {
            breakers.failed(offer, 1, trial);
        }
        assertThat(breakers.state("acme/m")).isEqualTo(Breakers.State.CLOSED);
    }

    @Test
    void badProbesOpenItForTheWholeTimeAgain() {
        trip();
        fleet.pass(OPEN.plus(NANO));
        assertThat(acquired(3)).isEqualTo(3);

        for (int probe = 0; probe < 3; probe++) {
            breakers.failed(offer, 1, breakers.era(offer));
        }

        assertThat(breakers.state("acme/m")).isEqualTo(Breakers.State.OPEN);
        assertThat(breakers.waitFor(offer)).isEqualTo(OPEN);
    }

    /** F12: a probe that never ends opens it again, and it gets out of that too. */
    @Test
    void aHungProbeCannotKeepItHalfOpen() {
        trip();
        fleet.pass(OPEN.plus(NANO));
        assertThat(acquired(3)).isEqualTo(3);
        assertThat(breakers.waitFor(offer)).isEqualTo(Fleet.BREAKERS.probeWait());

        fleet.pass(Fleet.BREAKERS.probeWait().plus(NANO));
        assertThat(breakers.state("acme/m")).isEqualTo(Breakers.State.OPEN);
        assertThat(breakers.tryAcquire(offer)).isFalse();

        fleet.pass(OPEN.plus(NANO));
        assertThat(acquired(5)).isEqualTo(3);
        for (int probe = 0; probe < 3; probe++) {
            breakers.succeeded(offer, 1, breakers.era(offer));
        }
        assertThat(breakers.state("acme/m")).isEqualTo(Breakers.State.CLOSED);
    }

    /** F14: what is the caller's fault neither opens it nor closes it, and gives the probe's place back. */
    @Test
    void aReleasedCallCountsAsNothing() {
        for (int call = 0; call < 100; call++) {
            assertThat(breakers.tryAcquire(offer)).isTrue();
            breakers.release(offer, breakers.era(offer));
        }
        trip();
        fleet.pass(OPEN.plus(NANO));
        assertThat(acquired(5)).isEqualTo(3);

        breakers.release(offer, breakers.era(offer));

        assertThat(breakers.whyNot(offer)).isNull();
        assertThat(acquired(5)).isEqualTo(1);
    }

    /** Streams last for minutes, an open breaker for seconds: how an old one ends says nothing of the vendor as it is now. */
    @Test
    void callsFromBeforeItOpenedDecideNothing() {
        int before = breakers.era(offer);
        trip();
        fleet.pass(OPEN.plus(NANO));
        assertThat(acquired(1)).isEqualTo(1);

        for (int call = 0; call < 5; call++) {
            breakers.failed(offer, 1, before);
            breakers.succeeded(offer, 1, before);
        }

        assertThat(breakers.state("acme/m")).isEqualTo(Breakers.State.HALF_OPEN);
    }

    @Test
    void aCallFromBeforeItOpenedHasNoProbesPlaceToGiveBack() {
        assertThat(breakers.tryAcquire(offer)).isTrue();
        trip();
        fleet.pass(OPEN.plus(NANO));
        assertThat(breakers.tryAcquire(offer)).isTrue();
        breakers.release(offer, breakers.era(offer));

        breakers.release(offer, breakers.era(offer));

        assertThat(acquired(9)).isEqualTo(3);
    }

    @Test
    void slowCallsOpenItWhenThatIsSet() {
        Fleet strict = new Fleet(
                Fleet.settings(0),
                new BreakerSettings(
                        20,
                        8,
                        50,
                        Duration.ofSeconds(10),
                        80,
                        OPEN,
                        3,
                        Duration.ofMinutes(2),
                        Duration.ofSeconds(2),
                        Duration.ofMinutes(5)),
                1);
        for (int call = 0; call < 8; call++) {
            strict.breakers.succeeded(offer, Duration.ofSeconds(11).toNanos(), strict.breakers.era(offer));
            breakers.succeeded(offer, Duration.ofHours(1).toNanos(), breakers.era(offer));
        }

        assertThat(strict.breakers.state("acme/m")).isEqualTo(Breakers.State.OPEN);
        assertThat(breakers.state("acme/m")).isEqualTo(Breakers.State.CLOSED);
    }

    /** F8: nobody can send us away for 10⁹ seconds, and a senseless time counts as none. */
    @Test
    void aPauseIsCappedAndASenselessOneReplaced() {
        breakers.coolDown(offer, Duration.ofSeconds(1_000_000_000));
        assertThat(breakers.waitFor(offer)).isEqualTo(Duration.ofMinutes(5));
        assertThat(breakers.tryAcquire(offer)).isFalse();
        breakers.coolDown(offer, Duration.ofSeconds(1));
        assertThat(breakers.waitFor(offer)).as("never shortened").isEqualTo(Duration.ofMinutes(5));

        Offer other = offer(catalog, "acme/n");
        breakers.coolDown(other, Duration.ofSeconds(-1));
        assertThat(breakers.waitFor(other)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3));
        fleet.pass(Duration.ofSeconds(3));
        assertThat(breakers.tryAcquire(other)).isTrue();
    }

    @Test
    void onlyTheAllowedProbesGetThroughWhenManyThreadsAsk() throws Exception {
        for (int round = 0; round < 50; round++) {
            trip();
            fleet.pass(OPEN.plus(NANO));
            assertThat(acquiredByThreads(8)).isEqualTo(3);
            for (int probe = 0; probe < 3; probe++) {
                breakers.succeeded(offer, 1, breakers.era(offer));
            }
            assertThat(breakers.state("acme/m")).isEqualTo(Breakers.State.CLOSED);
        }
        assertThat(transitions()).isEqualTo(150);
    }

    @Test
    void aModelThatHasLeftTheCatalogIsForgottenWithItsGauge() {
        trip();

        breakers.retain(Set.of("acme/n"));

        assertThat(breakers.state("acme/m")).isEqualTo(Breakers.State.CLOSED);
        assertThat(fleet.meters.find("gateway.breaker.state").tag("model", "m").meters())
                .isEmpty();
        assertThat(fleet.meters
                        .find("gateway.breaker.transitions")
                        .tag("model", "m")
                        .meters())
                .isEmpty();
        assertThat(breakers.tryAcquire(offer))
                .as("and begins anew when it returns")
                .isTrue();
    }

    private int acquiredByThreads(int threads) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Boolean>> asked = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (int i = 0; i < threads; i++) {
                asked.add(pool.submit(() -> {
                    start.await();
                    return breakers.tryAcquire(offer);
                }));
            }
            start.countDown();
            int acquired = 0;
            for (Future<Boolean> each : asked) {
                acquired += each.get() ? 1 : 0;
            }
            return acquired;
        }
    }

    private int acquired(int asked) {
        int acquired = 0;
        for (int i = 0; i < asked; i++) {
            acquired += breakers.tryAcquire(offer) ? 1 : 0;
        }
        return acquired;
    }

    private void trip() {
        for (int call = 0; breakers.state("acme/m") != Breakers.State.OPEN; call++) {
            assertThat(call).isLessThan(40);
            breakers.tryAcquire(offer);
            breakers.failed(offer, 1, breakers.era(offer));
        }
    }

    private double gauge() {
        return fleet.meters
                .get("gateway.breaker.state")
                .tags("vendor", "acme", "model", "m")
                .gauge()
                .value();
    }

    private double transitions() {
        return fleet.meters
                .get("gateway.breaker.transitions")
                .tags("vendor", "acme", "model", "m")
                .counter()
                .count();
    }
}
