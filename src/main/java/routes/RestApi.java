package routes;

import gateway.api.CountingDialect;
import gateway.api.Dialect;
import gateway.api.Dialects;
import gateway.api.Endpoint;
import org.apache.camel.model.rest.RestBindingMode;
import org.springframework.stereotype.Component;

/** The paths of the public port. Each is its own route, so that ops see the traffic of each. */
@Component
class RestApi extends GatewayRoutes {

    /** Path of the embeddings, as metrics show it. */
    static final String EMBEDDINGS = "/v1/embeddings";

    private final Dialects dialects;

    RestApi(Dialects dialects) {
        this.dialects = dialects;
    }

    @Override
    public void configure() {
        // @formatter:off
        restConfiguration().component("servlet").bindingMode(RestBindingMode.off)
            // Inlined routes would take the direct endpoints away from everyone else.
            .inlineRoutes(false)
            .endpointProperty("httpBinding", "#leanHttpBinding")
            .clientRequestValidation(false);

        for (Dialect dialect : dialects.all()) {
            for (Endpoint endpoint : dialect.endpoints()) {
                rest().post(endpoint.path()).id(endpoint.id()).description(endpoint.description())
                    .to((dialect instanceof CountingDialect ? "direct:take-" : "direct:serve-") + dialect.name());
            }
        }

        rest().post(EMBEDDINGS).id("v1-embeddings").description("Vectors of texts").to("direct:serve-embeddings");

        for (String path : dialects.modelPaths()) {
            String id = path.substring(1, path.lastIndexOf('/'));
            rest(path).description("Models")
                .get().id(id + "-models").description("Models that can be called").to("direct:list-models")
                .get("/{model}").id(id + "-model").description("One model").to("direct:show-model")
                .get("/{vendor}/{model}").id(id + "-vendor-model").description("One model of one vendor")
                    .to("direct:show-model");
        }

        rest("/api/v1").description("The platform's own API")
            .get("/requests/{id}").id("api-v1-request").description("Why a recent request went where it went")
                .to("direct:show-request");

        rest().description("Signs of life, without a key")
            .get("/livez").id("livez").description("The process runs").to("direct:livez")
            .get("/readyz").id("readyz").description("Requests are welcome").to("direct:readyz");
        // @formatter:on
    }
}
