package gateway.scoring;

import static gateway.scoring.Fleet.catalog;
import static gateway.scoring.Fleet.demand;
import static gateway.scoring.Fleet.offer;
import static gateway.scoring.Fleet.priced;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gateway.fault.ErrorCode;
import gateway.vendors.Catalog;
import gateway.vendors.Offer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who stands first, and why. The first test is the worked example of docs/scoring.md. */
class PlannerScoreTest {

    private final Fleet fleet = new Fleet(Fleet.settings(0), Fleet.BREAKERS, 7);

    /** Cheap and slow, quick and dear, best and dearest. */
    private final Catalog catalog = catalog(
            fleet.vendor("thrift").model("m", "2", "8", 0.70).live(),
            fleet.vendor("swift").model("m", "4", "16", 0.80).live(),
            fleet.vendor("wise")
                    .model("m", card -> priced(card, "1", "4", "USD", 1.00))
                    .live());

    @Test
    void theWorkedExampleOfTheDocumentation() {
        observeExample();

        Plan plan = fleet.plan(catalog, "m");

        Map<String, Score> scores = scores(plan);
        assertScore(scores.get("thrift/m"), 0.7600, 1.0, 0.5, 0.7);
        assertScore(scores.get("swift/m"), 0.7400, 0.5, 1.0, 0.8);
        assertScore(scores.get("wise/m"), 0.6416, 0.2857, 0.7576, 1.0);
        assertThat(plan.candidates().getLast().offer().name()).isEqualTo("wise/m");
    }

    @Test
    void theStrategyDecidesWhoStandsFirst() {
        observeExample();

        assertThat(winner("cost-first")).isEqualTo("thrift/m");
        assertThat(winner("performance-first")).isEqualTo("swift/m");
        assertThat(winner("quality-first")).isEqualTo("wise/m");
    }

    @Test
    void failuresLowerTheScoreAndFadeWhileNothingIsSeen() {
        observeExample();
        Offer swift = offer(catalog, "swift/m");
        for (int i = 0; i < 5; i++) {
            fleet.health.tryStart(swift);
            fleet.health.failed(swift, ErrorCode.UPSTREAM_TIMEOUT);
        }
        double errorRate = fleet.health.of(swift).errorRate(fleet.ticker.nanos());
        assertThat(errorRate).isEqualTo(1 - Math.pow(0.9, 5), within(1e-9));
        assertThat(scores(fleet.plan(catalog, "m")).get("swift/m").performance())
                .isLessThan(1);

        fleet.pass(Duration.ofMinutes(5));
        assertThat(fleet.health.of(swift).errorRate(fleet.ticker.nanos())).isEqualTo(errorRate / 2, within(1e-9));

        fleet.pass(Duration.ofMinutes(5));
        assertThat(fleet.health.of(swift).errorRate(fleet.ticker.nanos())).isZero();
    }

    @Test
    void aVendorThatFillsUpLosesToOneWithRoom() {
        Catalog twins = catalog(
                fleet.vendor("full").model("m").inFlight(10).live(),
                fleet.vendor("free").model("m").inFlight(10).live());
        for (int i = 0; i < 5; i++) {
            fleet.health.tryStart(offer(twins, "full/m"));
        }

        Plan plan = fleet.plan(twins, "m");

        assertThat(plan.candidates().getFirst().offer().name()).isEqualTo("free/m");
        assertThat(scores(plan).get("full/m").performance()).isEqualTo(0.5, within(1e-9));
    }

    @Test
    void aCandidateNothingIsKnownOfCountsAsFastAsTheAverage() {
        fleet.served(offer(catalog, "thrift/m"), Duration.ofSeconds(1), Duration.ofSeconds(9));
        fleet.served(offer(catalog, "swift/m"), Duration.ofSeconds(1), Duration.ofSeconds(4));

        Map<String, Score> scores = scores(fleet.plan(catalog, "m"));

        assertThat(scores.get("wise/m").performance()).isEqualTo(5 / 7.5, within(1e-9));
    }

    @Test
    void whatWasSeenLongAgoIsForgotten() {
        observeExample();

        fleet.pass(Duration.ofMinutes(11));

        assertThat(scores(fleet.plan(catalog, "m")).values())
                .extracting(Score::performance)
                .containsOnly(1.0);
    }

    @Test
    void aCurrencyWithoutARateCountsAsDearest() {
        Catalog mixed = catalog(
                fleet.vendor("known").model("m").live(),
                fleet.vendor("odd")
                        .model("m", card -> priced(card, "1", "1", "XAU", 0.8))
                        .live());

        assertThat(scores(fleet.plan(mixed, "m")).get("odd/m").cost()).isZero();
    }

    @Test
    void aFreeModelIsTheCheapestAndNoPriceIsRelativeToIt() {
        Catalog mixed = catalog(
                fleet.vendor("gratis").model("m", "0", "0", 0.8).live(),
                fleet.vendor("paid").model("m").live());

        Map<String, Score> scores = scores(fleet.plan(mixed, "m"));

        assertThat(scores.get("gratis/m").cost()).isEqualTo(1);
        assertThat(scores.get("paid/m").cost()).isZero();
    }

    @Test
    void theSameSeedGivesTheSamePlans() {
        assertThat(hundredPlans(1)).isEqualTo(hundredPlans(1)).isNotEqualTo(hundredPlans(2));
    }

    private List<List<String>> hundredPlans(long seed) {
        Fleet own = new Fleet(Fleet.settings(0.05), Fleet.BREAKERS, seed);
        Catalog equals = catalog(
                own.vendor("one").model("m").live(),
                own.vendor("two").model("m").live());
        List<List<String>> orders = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            orders.add(own.plan(equals, "m").candidates().stream()
                    .map(each -> each.offer().name())
                    .toList());
        }
        return orders;
    }

    /** 10 s, 5 s and 6.6 s for an answer of 500 tokens. */
    private void observeExample() {
        fleet.served(offer(catalog, "thrift/m"), Duration.ofSeconds(2), Duration.ofSeconds(8));
        fleet.served(offer(catalog, "swift/m"), Duration.ofSeconds(1), Duration.ofSeconds(4));
        fleet.served(offer(catalog, "wise/m"), Duration.ofMillis(1600), Duration.ofSeconds(5));
    }

    private String winner(String strategy) {
        return fleet.planner
                .plan(demand(strategy, "m"), catalog)
                .candidates()
                .getFirst()
                .offer()
                .name();
    }

    private static Map<String, Score> scores(Plan plan) {
        Map<String, Score> scores = new HashMap<>();
        plan.candidates().forEach(each -> scores.put(each.offer().name(), each.score()));
        return scores;
    }

    private static void assertScore(Score score, double total, double cost, double performance, double quality) {
        assertThat(score.total()).isEqualTo(total, within(5e-5));
        assertThat(score.cost()).isEqualTo(cost, within(5e-5));
        assertThat(score.performance()).isEqualTo(performance, within(5e-5));
        assertThat(score.quality()).isEqualTo(quality, within(5e-5));
    }
}
