package gateway.scoring;

import static gateway.scoring.Fleet.able;
import static gateway.scoring.Fleet.catalog;
import static gateway.scoring.Fleet.offer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gateway.fault.ErrorCode;
import gateway.fault.GatewayException;
import gateway.vendors.AskedFields;
import gateway.vendors.Capability;
import gateway.vendors.Catalog;
import gateway.vendors.Feature;
import gateway.vendors.Offer;
import gateway.vendors.VendorKey;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An offer that cannot serve a request now is left out, with the reason; when none can, the caller learns what to do. */
class PlannerFilterTest {

    private final Fleet fleet = new Fleet();
    private final Catalog catalog = catalog(
            fleet.vendor("acme")
                    .model("m", card -> able(card, Set.of(Feature.TOOLS), 8_000))
                    .live(),
            fleet.vendor("globex")
                    .model("m", card -> able(card, Set.of(Feature.TOOLS, Feature.VISION), 4_000))
                    .regions("east", "west")
                    .inFlight(2)
                    .live(),
            fleet.vendor("initech")
                    .model("seer", card -> able(card, Set.of(Feature.VISION, Feature.AUDIO), 8_000))
                    .live());

    @Test
    void aMissingFeatureExcludesAnOffer() {
        Plan plan = fleet.planner.plan(needing(Feature.VISION), catalog);

        assertThat(plan.candidates()).extracting(each -> each.offer().name()).containsOnly("globex/m");
        assertThat(plan.excluded()).containsExactly(new Exclusion("acme/m", "default", "cannot do vision", null));
    }

    @Test
    void aFeatureThatNoOfferOfTheNameHasIsRefusedWithModelsThatHaveIt() {
        GatewayException refused = refusal(needing(Feature.AUDIO));

        assertThat(refused.code()).isEqualTo(ErrorCode.UNSUPPORTED_FEATURE);
        assertThat(refused).hasMessage("m cannot do audio. Models that can: seer.");
    }

    @Test
    void theFieldThatAsksForAFeatureIsNamed() {
        GatewayException refused = refusal(needing(Feature.CHOICES));

        assertThat(refused.param()).isEqualTo("n");
        assertThat(refused).hasMessage("m cannot do choices, as the field 'n' asks. No active model can.");
    }

    @Test
    void featuresThatOnlyDifferentOffersHaveAreNamedTogether() {
        Catalog split = catalog(
                fleet.vendor("acme")
                        .model("m", card -> able(card, Set.of(Feature.AUDIO), 8_000))
                        .live(),
                fleet.vendor("globex")
                        .model("m", card -> able(card, Set.of(Feature.VISION), 8_000))
                        .live());

        GatewayException refused = catchThrowableOfType(
                GatewayException.class, () -> fleet.planner.plan(needing(Feature.AUDIO, Feature.VISION), split));

        assertThat(refused).hasMessage("m cannot do vision together with audio. No active model can.");
    }

    @Test
    void promptAndAnswerMustFitTheContextTogether() {
        assertThat(fleet.planner.plan(sized(3_000, 1_000), catalog).candidates())
                .hasSize(3);
        Plan plan = fleet.planner.plan(sized(3_001, 1_000), catalog);

        assertThat(plan.candidates()).extracting(each -> each.offer().name()).containsExactly("acme/m");
        assertThat(plan.excluded()).extracting(Exclusion::reason).containsOnly("context of 4000 tokens is too small");
    }

    @Test
    void aRequestTooLargeForAllIsTheCallersToChange() {
        GatewayException refused = refusal(sized(Integer.MAX_VALUE, Integer.MAX_VALUE));

        assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(refused.param()).isEqualTo("messages");
        assertThat(refused).hasMessageContaining("about 4294967294 tokens").hasMessageContaining("at most 8000");
    }

    @Test
    void aRegionLeavesOnlyItsOwnOffers() {
        Plan plan = fleet.planner.plan(in("west"), catalog);

        assertThat(plan.candidates())
                .extracting(each -> each.offer().outlet().region())
                .containsExactly("west");
        assertThat(plan.excluded()).extracting(Exclusion::reason).containsOnly("not in region west");
    }

    @Test
    void aRegionNobodyServesIsRefusedWithThoseThatAre() {
        GatewayException refused = refusal(in("north"));

        assertThat(refused.param()).isEqualTo("x-gateway-region");
        assertThat(refused).hasMessageContaining("only in: default, east, west");
    }

    @Test
    void anOfferWhoseKeysAreAllInQuarantineWaitsForTheFirst() {
        Offer acme = offer(catalog, "acme/m");
        acme.outlet().keys().quarantine(new VendorKey("acme-1", "canary-secret"), Duration.ofSeconds(40));
        fleet.pass(Duration.ofSeconds(10));

        Plan plan = fleet.plan(catalog, "acme/m");

        assertThat(plan.candidates()).isEmpty();
        assertThat(plan.excluded())
                .containsExactly(
                        new Exclusion("acme/m", "default", "every key is in quarantine", Duration.ofSeconds(30)));
        assertThat(fleet.planner.shortestWait(plan)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aVendorWhosePlacesAreTakenIsLeftOutUntilOneIsFree() {
        Offer globex = offer(catalog, "globex/m");
        assertThat(fleet.health.tryStart(globex)).isTrue();
        assertThat(fleet.health.tryStart(globex)).isTrue();

        assertThat(fleet.plan(catalog, "globex/m").excluded())
                .extracting(Exclusion::reason)
                .containsOnly("all places in flight are taken");
        assertThat(fleet.health.tryStart(globex)).isFalse();

        fleet.health.released(globex);
        assertThat(fleet.plan(catalog, "globex/m").candidates()).hasSize(2);
    }

    @Test
    void aPauseTheVendorAskedForKeepsRequestsAway() {
        fleet.breakers.coolDown(offer(catalog, "acme/m"), Duration.ofSeconds(7));
        fleet.breakers.coolDown(offer(catalog, "globex/m"), Duration.ofSeconds(9));

        Plan plan = fleet.plan(catalog, "m");

        assertThat(plan.candidates()).isEmpty();
        assertThat(plan.excluded()).hasSize(3).extracting(Exclusion::reason).allMatch(each -> each.contains("pause"));
        assertThat(fleet.planner.shortestWait(plan)).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void theWaitAfterEveryCandidateWasTriedIsThatOfTheFirstToComeBack() {
        Plan plan = fleet.plan(catalog, "acme/m");
        fleet.breakers.coolDown(offer(catalog, "acme/m"), Duration.ofSeconds(20));

        assertThat(fleet.planner.shortestWait(plan)).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void aPlanOverManyOffersListsOnlyTheFirst() {
        Fleet.VendorBuilder vendor = fleet.vendor("acme");
        for (int i = 0; i < 40; i++) {
            vendor.model("m" + i, "2", "8", i / 40.0);
        }

        Plan plan = fleet.plan(catalog(vendor.live()), "smart");

        assertThat(plan.candidates()).hasSize(16);
        assertThat(plan.candidates().getFirst().offer().model().id()).isIn("m39", "m38", "m37");
    }

    private GatewayException refusal(Demand demand) {
        GatewayException refused =
                catchThrowableOfType(GatewayException.class, () -> fleet.planner.plan(demand, catalog));
        assertThat(refused).isNotNull();
        return refused;
    }

    private static Demand needing(Feature... features) {
        return new Demand(
                Capability.Kind.CHAT, List.of("m"), Set.of(features), AskedFields.NONE, 100, 100, 0, null, null, null);
    }

    private static Demand sized(int prompt, int output) {
        return new Demand(
                Capability.Kind.CHAT, List.of("m"), Set.of(), AskedFields.NONE, prompt, output, 0, null, null, null);
    }

    private static Demand in(String region) {
        return new Demand(
                Capability.Kind.CHAT, List.of("m"), Set.of(), AskedFields.NONE, 100, 100, 0, null, null, region);
    }
}
