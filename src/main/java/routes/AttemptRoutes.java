package routes;

import gateway.delivery.Attempts;
import gateway.delivery.Call;
import gateway.delivery.Enrich;
import gateway.delivery.Intake;
import org.springframework.stereotype.Component;

/** One try at one vendor, from our own limits for it to its first byte. */
@Component
class AttemptRoutes extends GatewayRoutes {

    private final Attempts attempts;
    private final Enrich enrich;
    private final Intake intake;

    AttemptRoutes(Attempts attempts, Enrich enrich, Intake intake) {
        this.attempts = attempts;
        this.enrich = enrich;
        this.intake = intake;
    }

    @Override
    public void configure() {
        attempt();
        enrich();
    }

    private void attempt() {
        // @formatter:off
        // Failures are caught here: handled on the vendor's own route they would end the dynamic router at the first one.
        from("direct:attempt-vendor")
            .routeId("attempt-vendor").routeDescription("One try at one vendor")
            .doTry()
                // Most requests are answered by one call, some in parts by many.
                .loopDoWhile(exchange -> !call(exchange).answered()).id("attempt-vendor-until-answered")
                    .process(step(attempts::begin)).id("attempt-vendor-throttle")
                        .description("Our own limits for the vendor, its breaker, a key")
                    .setProperty(VENDOR_ENDPOINT, value(Call::vendorEndpoint)).id("attempt-vendor-choose")
                    .toD(CHOSEN_VENDOR).id("attempt-vendor-call")
                        .description("The route of the vendor whose turn it is")
                    .process(exchange -> intake.take(call(exchange), exchange.getMessage()))
                        .id("attempt-vendor-take-answer")
                .end()
            .endDoTry()
            .doCatch(Exception.class)
                .process(failure(attempts::failed)).id("attempt-vendor-failed")
                .process(GatewayRoutes::giveBack).id("attempt-vendor-give-back")
            .end();
        // @formatter:on
    }

    private void enrich() {
        // @formatter:off
        from("direct:enrich-vendor-call")
            .routeId("enrich-vendor-call")
            .routeDescription("What a vendor needs to know: key, model name, the card's defaults, its dialect")
            // No vendor may see what came before: not the caller's headers, nor the last vendor's.
            .removeHeaders("*").id("enrich-vendor-call-drop-headers")
            .process(exchange -> enrich.enrich(call(exchange), exchange.getMessage())).id("enrich-vendor-call-set");
        // @formatter:on
    }
}
