package gateway.scoring;

import static gateway.scoring.Fleet.catalog;
import static gateway.scoring.Fleet.offer;
import static org.assertj.core.api.Assertions.assertThat;

import gateway.fault.ErrorCode;
import gateway.vendors.AskedFields;
import gateway.vendors.Capability;
import gateway.vendors.Catalog;
import gateway.vendors.LiveVendor;
import gateway.vendors.Offer;
import gateway.vendors.Outlet;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a plan is based on when little is known. */
class PlannerEstimateTest {

    private final Fleet fleet = new Fleet();

    /** Most requests do not say how long the answer may be; it still has its price. */
    @Test
    void anAnswerOfUnknownLengthHasAPrice() {
        Catalog catalog = catalog(
                fleet.vendor("talks").model("m", "1", "100", 0.5).live(),
                fleet.vendor("fair").model("m", "2", "4", 0.5).live());

        Plan plan = fleet.planner.plan(
                new Demand(
                        Capability.Kind.CHAT,
                        List.of("m"),
                        Set.of(),
                        AskedFields.NONE,
                        1000,
                        0,
                        0,
                        null,
                        "cost-first",
                        null),
                catalog);

        assertThat(plan.candidates().getFirst().offer().name()).isEqualTo("fair/m");
    }

    /** A robot whose answers cost nothing must not win against those who do the work. */
    @Test
    void anAliasForEveryModelMeansThoseOutsideThisProcess() {
        LiveVendor real = fleet.vendor("real").model("m").live();
        LiveVendor robot =
                inProcess(fleet.vendor("robot").model("r", "0", "0", 1).live());

        assertThat(fleet.plan(catalog(real, robot), "auto").candidates())
                .extracting(candidate -> candidate.offer().name())
                .containsExactly("real/m");
        assertThat(fleet.plan(catalog(robot), "auto").candidates()).hasSize(1);
    }

    /** After so long a time the first new figure is all that is known. */
    @Test
    void whatIsForgottenDoesNotComeBack() {
        Catalog catalog = catalog(fleet.vendor("acme").model("m").live());
        Offer acme = offer(catalog, "acme/m");
        fleet.served(acme, Duration.ofSeconds(20), Duration.ofSeconds(100));
        fleet.health.tryStart(acme);
        fleet.health.failed(acme, ErrorCode.UPSTREAM_TIMEOUT);
        fleet.pass(Duration.ofHours(1));

        fleet.served(acme, Duration.ofSeconds(1), Duration.ofSeconds(5));

        OfferHealth health = fleet.health.of(acme);
        assertThat(health.firstTokenSeconds()).isEqualTo(1);
        assertThat(health.tokensPerSecond()).isEqualTo(100);
        assertThat(health.errorRate(fleet.ticker.nanos())).isZero();
    }

    /** An answer whose length nobody knows says nothing of speed: it must not look like the fastest of all. */
    @Test
    void aVendorWithoutASpeedIsAsFastAsTheAverage() {
        Catalog catalog = catalog(
                fleet.vendor("mute").model("m").live(),
                fleet.vendor("known").model("m").live());
        fleet.served(offer(catalog, "known/m"), Duration.ofSeconds(1), Duration.ofSeconds(5));
        Offer mute = offer(catalog, "mute/m");
        fleet.health.tryStart(mute);
        fleet.health.firstEvent(mute, Duration.ofMillis(100).toNanos());
        fleet.health.succeeded(mute, 0, Duration.ofSeconds(60).toNanos());

        assertThat(fleet.plan(catalog, "m").candidates())
                .extracting(candidate -> candidate.score().performance())
                .containsOnly(1.0);
    }

    @Test
    void aPlanWithoutCandidatesIsBoundedAndKeepsTheShortestWait() {
        LiveVendor[] vendors = new LiveVendor[40];
        for (int i = 0; i < vendors.length; i++) {
            vendors[i] = fleet.vendor("v" + i).model("m").live();
        }
        Catalog catalog = catalog(vendors);
        for (int i = 0; i < vendors.length; i++) {
            fleet.breakers.coolDown(offer(catalog, "v" + i + "/m"), Duration.ofSeconds(i == 39 ? 5 : 100 + i));
        }

        Plan plan = fleet.plan(catalog, "m");

        assertThat(plan.candidates()).isEmpty();
        assertThat(plan.excluded()).hasSize(16);
        assertThat(fleet.planner.shortestWait(plan)).isEqualTo(Duration.ofSeconds(5));
    }

    private LiveVendor inProcess(LiveVendor vendor) {
        Outlet outlet = vendor.outlets().getFirst();
        return new LiveVendor(
                vendor.card(),
                vendor.generation(),
                vendor.mappings(),
                List.of(new Outlet(outlet.region(), URI.create("in-process:x"), outlet.keys(), outlet.endpoints())));
    }
}
