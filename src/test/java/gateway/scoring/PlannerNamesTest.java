package gateway.scoring;

import static gateway.scoring.Fleet.catalog;
import static gateway.scoring.Fleet.demand;
import static gateway.scoring.Fleet.offer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gateway.fault.ErrorCode;
import gateway.fault.GatewayException;
import gateway.vendors.Catalog;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A name a caller writes stands for offers; a name that stands for none is answered with what to write instead. */
class PlannerNamesTest {

    private final Fleet fleet = new Fleet();
    private final Catalog catalog = catalog(
            fleet.vendor("acme").model("large").model("small").live(),
            fleet.vendor("globex").model("large").model("dot.5-mini").live());

    @Test
    void aModelIsServedByEveryVendorThatHasIt() {
        assertThat(names(fleet.plan(catalog, "large"))).containsExactlyInAnyOrder("acme/large", "globex/large");
    }

    @Test
    void aQualifiedNameIsServedByThatVendorOnly() {
        assertThat(names(fleet.plan(catalog, "globex/large"))).containsExactly("globex/large");
    }

    @Test
    void anAliasForEveryModelTakesTheStrategyItNames() {
        Plan plan = fleet.plan(catalog, "smart");

        assertThat(names(plan))
                .containsExactlyInAnyOrder("acme/large", "acme/small", "globex/large", "globex/dot.5-mini");
        assertThat(plan.strategy()).isEqualTo("quality-first");
    }

    @Test
    void theCallersStrategyWinsOverTheAliasesOwn() {
        assertThat(fleet.planner.plan(demand("cost-first", "smart"), catalog).strategy())
                .isEqualTo("cost-first");
    }

    @Test
    void anUnknownStrategyIsRefusedWithTheKnownOnes() {
        GatewayException refused = refusal(() -> fleet.planner.plan(demand("cheapest", "large"), catalog));

        assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(refused).hasMessageContaining("balanced, cost-first, performance-first, quality-first");
    }

    @Test
    void namesOfAFallbackListKeepTheirOrderAndNoOfferComesTwice() {
        assertThat(names(fleet.plan(catalog, "small", "globex/large", "large")))
                .containsExactly("acme/small", "globex/large", "acme/large");
    }

    @Test
    void anUnknownNameInAFallbackListIsPassedOverAndSaidSo() {
        Plan plan = fleet.plan(catalog, "gone", "small");

        assertThat(names(plan)).containsExactly("acme/small");
        assertThat(plan.excluded()).containsExactly(new Exclusion("gone", "", "no such model", null));
    }

    @Test
    void anUnknownNameIsAnsweredWithCloseOnes() {
        GatewayException refused = refusal(() -> fleet.plan(catalog, "lage"));

        assertThat(refused.code()).isEqualTo(ErrorCode.MODEL_NOT_FOUND);
        assertThat(refused).hasMessageContaining("'lage'").hasMessageContaining("Did you mean large?");
    }

    @Test
    void partOfANameIsCloseToo() {
        assertThat(refusal(() -> fleet.plan(catalog, "globex/dot"))).hasMessageContaining("dot.5-mini");
        assertThat(refusal(() -> fleet.plan(catalog, "small-2025-06-01"))).hasMessageContaining("small");
    }

    @Test
    void aNameFarFromAllIsGivenNoGuess() {
        assertThat(refusal(() -> fleet.plan(catalog, "zzzzzzzz"))).hasMessageNotContaining("Did you mean");
    }

    @Test
    void aVeryLongNameIsNotEchoedInFull() {
        assertThat(refusal(() -> fleet.plan(catalog, "x".repeat(100_000))).getMessage())
                .hasSizeLessThan(250);
    }

    @Test
    void aModelOfAVendorThatSleepsIsAnsweredWithWhatWakesIt() {
        assertThat(refusal(() -> fleet.plan(catalog, "sleeping-model"))).hasMessageContaining("set SLEEPING_API_KEY");
        assertThat(refusal(() -> fleet.plan(catalog, "any/sleeping-model")))
                .hasMessageContaining("set SLEEPING_API_KEY");
    }

    @Test
    void anAliasOfWhichNothingIsLiveSaysHowToWakeSomething() {
        assertThat(refusal(() -> fleet.plan(catalog, "asleep")))
                .hasMessageContaining("none of which is active")
                .hasMessageContaining("set SLEEPING_API_KEY");
    }

    @Test
    void anAliasWinsOverAModelOfItsName() {
        Catalog shadowed =
                catalog(fleet.vendor("acme").model("auto").model("large").live());

        assertThat(names(fleet.plan(shadowed, "auto"))).containsExactlyInAnyOrder("acme/auto", "acme/large");
    }

    @Test
    void namesMeanWhatTheCatalogOfTheRequestSays() {
        Catalog next = catalog(fleet.vendor("initech").model("large").live());

        assertThat(names(fleet.plan(catalog, "large"))).hasSize(2);
        assertThat(names(fleet.plan(next, "large"))).containsExactly("initech/large");
        assertThat(names(fleet.plan(catalog, "large"))).hasSize(2);
    }

    @Test
    void aNameWithOneOfferIsPlannedWithoutAllocation() {
        assertThat(fleet.plan(catalog, "small")).isSameAs(fleet.plan(catalog, "small"));
        assertThat(fleet.plan(catalog, "small").candidates())
                .containsExactly(new Candidate(offer(catalog, "small"), Score.UNRIVALLED));
    }

    private static List<String> names(Plan plan) {
        return plan.candidates().stream().map(each -> each.offer().name()).toList();
    }

    private static GatewayException refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable planning) {
        GatewayException refused = catchThrowableOfType(GatewayException.class, planning);
        assertThat(refused).isNotNull();
        return refused;
    }
}
