package routes;

import gateway.api.Dialects;
import gateway.delivery.Admit;
import gateway.delivery.Reception;
import gateway.delivery.Refuse;
import gateway.delivery.Requests;
import gateway.delivery.Settle;
import org.springframework.stereotype.Component;

/** Why a request went where it went. */
@Component
class RequestRoutes extends GatewayRoutes {

    private final Reception reception;
    private final Admit admit;
    private final Requests requests;
    private final Refuse refuse;
    private final Settle settle;

    RequestRoutes(Reception reception, Admit admit, Requests requests, Refuse refuse, Settle settle) {
        this.reception = reception;
        this.admit = admit;
        this.requests = requests;
        this.refuse = refuse;
        this.settle = settle;
    }

    @Override
    public void configure() {
        // @formatter:off
        from("direct:show-request")
            .routeId("show-request").routeDescription("Shows the decision of a recent request to who made it")
            .process(reception(reception, path -> "/api/v1/requests/{id}", Dialects.CANONICAL)).id("show-request-receive")
            .doTry()
                .process(step(admit::admit)).id("show-request-admit")
                .process(step(requests::show)).id("show-request-answer")
            .doCatch(Exception.class)
                .process(failure(refuse::refuse)).id("show-request-refuse")
            .doFinally()
                .process(step(settle::settle)).id("show-request-settle")
            .end();
        // @formatter:on
    }
}
