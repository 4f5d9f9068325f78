package routes;

import gateway.api.CountingDialect;
import gateway.api.Dialect;
import gateway.api.Dialects;
import gateway.api.Endpoint;
import gateway.media.MediaLinks;
import org.apache.camel.model.rest.RestBindingMode;
import org.springframework.stereotype.Component;

/** The paths of the public port. Each is its own route, so that ops see the traffic of each. */
@Component
class RestApi extends GatewayRoutes {

    /** Path of the embeddings, as metrics show it. */
    static final String EMBEDDINGS = "/v1/embeddings";

    /** Path of texts read aloud, as metrics show it. */
    static final String SPEECH = "/v1/audio/speech";

    /** Path of what is said and written down, as metrics show it. */
    static final String TRANSCRIPTIONS = "/v1/audio/transcriptions";

    /** Path of stored files, as metrics show it. */
    static final String MEDIA = MediaLinks.PATH + "{file}";

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

        media();
        models();

        rest("/api/v1/tasks").description("Work that outlives its request")
            .get().id("api-v1-tasks").description("The caller's tasks").to("direct:list-tasks")
            .get("/{id}").id("api-v1-task").description("One task, when it has ended if ?wait= says so").to("direct:show-task")
            .post("/{id}/cancel").id("api-v1-task-cancel").description("Ends a task that is not wanted any more")
                .to("direct:cancel-task")
            .post("/{id}/webhook").id("api-v1-task-webhook").description("Has a webhook told once more")
                .to("direct:tell-webhook");

        rest("/api/v1").description("The platform's own API")
            .post("/image").id("api-v1-image").description("Images, by every operation").to("direct:serve-images")
            .get("/webhook-secret").id("api-v1-webhook-secret").description("How webhooks are signed")
                .to("direct:show-webhook-secret")
            .post("/callbacks/{vendor}/{token}").id("api-v1-callback").description("Vendors' word of news of their work")
                .to("direct:hear-callback")
            .get("/requests/{id}").id("api-v1-request").description("Why a recent request went where it went")
                .to("direct:show-request");

        rest().description("Signs of life, without a key")
            .get("/livez").id("livez").description("The process runs").to("direct:livez")
            .get("/readyz").id("readyz").description("Requests are welcome").to("direct:readyz");
        // @formatter:on
    }

    private void media() {
        // @formatter:off
        rest().post(EMBEDDINGS).id("v1-embeddings").description("Vectors of texts").to("direct:serve-embeddings");
        rest("/v1/images").description("Images in the canonical dialect")
            .post("/generations").id("v1-images-generations").description("Images of texts").to("direct:serve-images")
            .post("/edits").id("v1-images-edits").description("Images changed as texts say").to("direct:serve-images")
            .post("/variations").id("v1-images-variations").description("Images like others").to("direct:serve-images");

        rest().post(SPEECH).id("v1-audio-speech").description("Texts read aloud").to("direct:serve-speech");
        rest().post(TRANSCRIPTIONS).id("v1-audio-transcriptions").description("What is said, written down")
            .to("direct:serve-transcriptions");
        rest().get(MEDIA).id("v1-media").description("Files that vendors made").to("direct:show-media");
        // @formatter:on
    }

    private void models() {
        // @formatter:off
        for (String path : dialects.modelPaths()) {
            String id = path.substring(1, path.lastIndexOf('/'));
            rest(path).description("Models")
                .get().id(id + "-models").description("Models that can be called").to("direct:list-models")
                .get("/{model}").id(id + "-model").description("One model").to("direct:show-model")
                .get("/{vendor}/{model}").id(id + "-vendor-model").description("One model of one vendor")
                    .to("direct:show-model");
        }
        // @formatter:on
    }
}
