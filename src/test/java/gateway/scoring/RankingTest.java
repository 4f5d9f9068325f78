package gateway.scoring;

import static gateway.scoring.Fleet.catalog;
import static gateway.scoring.Fleet.offer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gateway.vendors.Catalog;
import gateway.vendors.Offer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Order is not only score: close ones share, returning ones ramp up, forgotten ones are probed. Seeds are fixed. */
class RankingTest {

    private static final int PLANS = 10_000;

    @Test
    void closeCandidatesShareTheFirstPlaceByTheirTotals() {
        Fleet fleet = new Fleet(Fleet.settings(0), Fleet.BREAKERS, 3);
        Catalog catalog = catalog(
                fleet.vendor("one").model("m", "2", "8", 0.80).live(),
                fleet.vendor("two").model("m", "2", "8", 0.72).live(),
                fleet.vendor("far").model("m", "2", "8", 0.40).live());

        Map<String, Integer> first = firstPlaces(fleet, catalog);

        // Totals 1 and 0.97: 50.8 % and 49.2 %; the third, at 0.85, is not close.
        assertThat(first.get("one/m")).isCloseTo(5076, within(200));
        assertThat(first.get("two/m")).isCloseTo(4924, within(200));
        assertThat(first).doesNotContainKey("far/m");
    }

    @Test
    void aVendorWhoseBreakerClosedGetsItsPlaceBackLittleByLittle() {
        Fleet fleet = new Fleet(Fleet.settings(0), Fleet.BREAKERS, 4);
        Catalog catalog = catalog(
                fleet.vendor("best").model("m", "1", "4", 0.9).live(),
                fleet.vendor("other").model("m", "4", "16", 0.9).live());
        Offer best = offer(catalog, "best/m");
        trip(fleet, best);
        fleet.pass(Duration.ofSeconds(16));

        assertThat(firstPlaces(fleet, catalog)).as("on trial").containsOnlyKeys("other/m");

        for (int i = 0; i < 3; i++) {
            assertThat(fleet.breakers.tryAcquire(best)).isTrue();
            fleet.breakers.succeeded(best, 1, fleet.breakers.era(best));
        }
        assertThat(firstPlaces(fleet, catalog).get("best/m")).as("just closed").isCloseTo(1000, within(120));
        fleet.pass(Duration.ofSeconds(15));
        assertThat(firstPlaces(fleet, catalog).get("best/m"))
                .as("half the ramp")
                .isCloseTo(5000, within(200));
        fleet.pass(Duration.ofSeconds(15));
        assertThat(firstPlaces(fleet, catalog)).as("all of it").containsOnlyKeys("best/m");
    }

    @Test
    void aVendorThatAskedForAPauseRampsUpAfterIt() {
        Fleet fleet = new Fleet(Fleet.settings(0), Fleet.BREAKERS, 5);
        Catalog catalog = catalog(
                fleet.vendor("best").model("m", "1", "4", 0.9).live(),
                fleet.vendor("other").model("m", "4", "16", 0.9).live());
        fleet.breakers.coolDown(offer(catalog, "best/m"), Duration.ofSeconds(10));
        fleet.pass(Duration.ofSeconds(25));

        assertThat(firstPlaces(fleet, catalog).get("best/m")).isCloseTo(5000, within(200));
    }

    @Test
    void aLoneVendorOnTrialStillServes() {
        Fleet fleet = new Fleet();
        Catalog catalog =
                catalog(fleet.vendor("only").model("m").regions("east", "west").live());
        trip(fleet, offer(catalog, "only/m"));
        fleet.pass(Duration.ofSeconds(16));

        assertThat(fleet.plan(catalog, "m").candidates()).hasSize(2);
    }

    @Test
    void aForgottenCandidateThatCouldWinIsProbedNowAndThen() {
        Fleet fleet = new Fleet(Fleet.settings(0.05), Fleet.BREAKERS, 6);
        Catalog catalog = catalog(
                fleet.vendor("known").model("m", "2", "8", 0.8).live(),
                fleet.vendor("fresh").model("m", "2.1", "8.4", 0.8).live(),
                fleet.vendor("dear").model("m", "20", "80", 0.8).live());
        Offer fresh = offer(catalog, "fresh/m");
        // Slow and then forgotten: only a probe can show that it has become fast.
        fleet.served(fresh, Duration.ofSeconds(1), Duration.ofSeconds(1));
        fleet.pass(Duration.ofMinutes(11));
        fleet.served(offer(catalog, "known/m"), Duration.ofSeconds(1), Duration.ofSeconds(1));
        breakHalf(fleet, fresh);

        Map<String, Integer> first = firstPlaces(fleet, catalog);

        assertThat(first.get("fresh/m")).isCloseTo(500, within(100));
        assertThat(first).as("nobody pays for curiosity").doesNotContainKey("dear/m");
    }

    @Test
    void aCandidateWithARequestUnderWayIsNotProbedAgain() {
        Fleet fleet = new Fleet();
        Catalog catalog = catalog(fleet.vendor("fresh").model("m").live());
        Offer fresh = offer(catalog, "fresh/m");
        fleet.served(fresh, Duration.ofSeconds(1), Duration.ofSeconds(1));
        fleet.pass(Duration.ofMinutes(11));
        assertThat(fleet.health.of(fresh).stale(fleet.ticker.nanos())).isTrue();

        fleet.health.tryStart(fresh);

        assertThat(fleet.health.of(fresh).stale(fleet.ticker.nanos())).isFalse();
    }

    /** Opens the breaker and lets its time pass: on trial it stands last, so that a first place can only be a probe. */
    private static void breakHalf(Fleet fleet, Offer offer) {
        trip(fleet, offer);
        fleet.pass(Duration.ofSeconds(16));
    }

    private static void trip(Fleet fleet, Offer offer) {
        for (int i = 0; i < 8; i++) {
            fleet.breakers.tryAcquire(offer);
            fleet.breakers.failed(offer, 1, fleet.breakers.era(offer));
        }
        assertThat(fleet.breakers.state(offer.name())).isEqualTo(Breakers.State.OPEN);
    }

    private static Map<String, Integer> firstPlaces(Fleet fleet, Catalog catalog) {
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < PLANS; i++) {
            first.merge(fleet.plan(catalog, "m").candidates().getFirst().offer().name(), 1, Integer::sum);
        }
        return first;
    }
}
