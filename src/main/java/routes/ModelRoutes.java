package routes;

import gateway.api.Dialect;
import gateway.api.Dialects;
import gateway.delivery.Admit;
import gateway.delivery.Inbound;
import gateway.delivery.Models;
import gateway.delivery.Reception;
import gateway.delivery.Refuse;
import gateway.delivery.Settle;
import org.springframework.stereotype.Component;

/** Which models there are. */
@Component
class ModelRoutes extends GatewayRoutes {

    private final Dialects dialects;
    private final Reception reception;
    private final Admit admit;
    private final Models models;
    private final Refuse refuse;
    private final Settle settle;

    ModelRoutes(Dialects dialects, Reception reception, Admit admit, Models models, Refuse refuse, Settle settle) {
        this.dialects = dialects;
        this.reception = reception;
        this.admit = admit;
        this.models = models;
        this.refuse = refuse;
        this.settle = settle;
    }

    private Dialect dialect(Inbound inbound) {
        return dialects.listing(inbound.path(), inbound.headers()::value);
    }

    /** The path of the list to which a path belongs. */
    private String list(String path) {
        return dialects.modelPaths().stream()
                .filter(path::startsWith)
                .findFirst()
                // Written in capitals, which the router takes for the same path.
                .orElse(Dialects.CANONICAL.modelsPath());
    }

    @Override
    public void configure() {
        // @formatter:off
        from("direct:list-models")
            .routeId("list-models").routeDescription("Lists the models that can be called")
            .process(reception(reception, this::list, this::dialect)).id("list-models-receive")
            .doTry()
                .process(step(admit::admit)).id("list-models-admit")
                .process(step(models::list)).id("list-models-answer")
            .doCatch(Exception.class)
                .process(failure(refuse::refuse)).id("list-models-refuse")
            .doFinally()
                .process(step(settle::settle)).id("list-models-settle")
            .end();

        from("direct:show-model")
            .routeId("show-model").routeDescription("Shows one model")
            .process(reception(reception, path -> list(path) + "/{model}", this::dialect)).id("show-model-receive")
            .doTry()
                .process(step(admit::admit)).id("show-model-admit")
                .process(step(models::show)).id("show-model-answer")
            .doCatch(Exception.class)
                .process(failure(refuse::refuse)).id("show-model-refuse")
            .doFinally()
                .process(step(settle::settle)).id("show-model-settle")
            .end();
        // @formatter:on
    }
}
