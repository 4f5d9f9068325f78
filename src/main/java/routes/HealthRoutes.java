package routes;

import gateway.delivery.Inbound;
import gateway.delivery.Readiness;
import org.springframework.stereotype.Component;

/** Signs of life, for whoever starts, stops and balances nodes. They take no input and need no key. */
@Component
class HealthRoutes extends GatewayRoutes {

    private final Readiness readiness;

    HealthRoutes(Readiness readiness) {
        this.readiness = readiness;
    }

    @Override
    public void configure() {
        // @formatter:off
        from("direct:livez")
            .routeId("livez-answer").routeDescription("The process runs")
            .process(exchange -> readiness.live(exchange.getMessage().getMandatoryBody(Inbound.class)))
                .id("livez-answer-send");

        from("direct:readyz")
            .routeId("readyz-answer").routeDescription("Requests are welcome")
            .process(exchange -> readiness.ready(exchange.getMessage().getMandatoryBody(Inbound.class)))
                .id("readyz-answer-send");
        // @formatter:on
    }
}
