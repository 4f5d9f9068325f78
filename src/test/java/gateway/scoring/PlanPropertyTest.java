package gateway.scoring;

import static gateway.scoring.Fleet.priced;
import static org.assertj.core.api.Assertions.assertThat;

import gateway.fault.ErrorCode;
import gateway.fault.GatewayException;
import gateway.vendors.Catalog;
import gateway.vendors.LiveVendor;
import gateway.vendors.Offer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds for every plan, whatever the fleet has been through. */
class PlanPropertyTest {

    private static final List<String> MODELS = List.of("a", "b", "c");

    @Property(tries = 300)
    void everyPlanIsSound(@ForAll long seed) {
        Random chance = new Random(seed);
        Fleet fleet = new Fleet(Fleet.settings(0.5), Fleet.BREAKERS, seed);
        Catalog catalog = anyCatalog(fleet, chance);
        for (int step = 0; step < 40; step++) {
            anything(fleet, catalog, chance);
            List<String> asked = anyNames(chance);
            Plan plan;
            try {
                plan = fleet.plan(catalog, asked.toArray(String[]::new));
            } catch (GatewayException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.MODEL_NOT_FOUND);
                continue;
            }
            assertThat(plan.candidates()).allSatisfy(each -> {
                assertThat(fleet.breakers.whyNot(each.offer())).isNull();
                assertWithinBounds(each.score());
            });
            assertNothingTwice(plan);
            assertOrderOfNames(plan, asked);
        }
    }

    private static void assertWithinBounds(Score score) {
        assertThat(List.of(score.total(), score.cost(), score.performance(), score.quality()))
                .allMatch(part -> part >= 0 && part <= 1 + 1e-9);
    }

    private static void assertNothingTwice(Plan plan) {
        Set<String> met = new HashSet<>();
        plan.candidates()
                .forEach(each -> assertThat(met.add(place(each.offer()))).isTrue());
        plan.excluded().stream().filter(each -> !each.region().isEmpty()).forEach(each -> assertThat(
                        met.add(each.offer() + '@' + each.region()))
                .isTrue());
    }

    /** The first name that stands for a candidate's model never falls from one candidate to the next. */
    private static void assertOrderOfNames(Plan plan, List<String> asked) {
        List<Integer> ranks = plan.candidates().stream()
                .map(each -> asked.indexOf(each.offer().model().id()))
                .toList();
        assertThat(ranks).isSorted().doesNotContain(-1);
    }

    private static String place(Offer offer) {
        return offer.name() + '@' + offer.outlet().region();
    }

    private static Catalog anyCatalog(Fleet fleet, Random chance) {
        List<LiveVendor> vendors = new ArrayList<>();
        for (int v = 0; v < 1 + chance.nextInt(4); v++) {
            Fleet.VendorBuilder vendor = fleet.vendor("v" + v).inFlight(1 + chance.nextInt(5));
            if (chance.nextBoolean()) {
                vendor.regions("east", "west");
            }
            for (String model : MODELS) {
                if (chance.nextInt(3) > 0) {
                    String price = String.valueOf(chance.nextInt(3) * chance.nextInt(50));
                    String currency = chance.nextInt(5) == 0 ? "XAU" : "CNY";
                    double quality = chance.nextInt(4) == 0 ? 0 : chance.nextDouble();
                    vendor.model(model, card -> priced(card, price, price, currency, quality));
                }
            }
            vendors.add(vendor.live());
        }
        return new Catalog(vendors, Map.of());
    }

    private static List<String> anyNames(Random chance) {
        List<String> names = new ArrayList<>(MODELS);
        java.util.Collections.shuffle(names, chance);
        return names.subList(0, 1 + chance.nextInt(names.size()));
    }

    private static void anything(Fleet fleet, Catalog catalog, Random chance) {
        List<Offer> offers =
                MODELS.stream().flatMap(model -> catalog.offers(model).stream()).toList();
        if (offers.isEmpty()) {
            return;
        }
        Offer offer = offers.get(chance.nextInt(offers.size()));
        switch (chance.nextInt(5)) {
            case 0 -> fleet.pass(Duration.ofSeconds(chance.nextInt(60)));
            case 1 -> fleet.breakers.coolDown(offer, Duration.ofSeconds(chance.nextInt(30)));
            case 2 -> fleet.health.tryStart(offer);
            case 3 ->
                fleet.served(offer, Duration.ofMillis(chance.nextInt(3000)), Duration.ofMillis(chance.nextInt(9000)));
            default -> {
                for (int i = 0; i < 8 && fleet.breakers.tryAcquire(offer); i++) {
                    fleet.breakers.failed(offer, 1, fleet.breakers.era(offer));
                    fleet.health.failed(offer, ErrorCode.VENDOR_ERROR);
                }
            }
        }
    }
}
