package routes;

import gateway.api.Dialect;
import gateway.api.Dialects;
import gateway.api.EmbeddingDialect;
import gateway.delivery.Admit;
import gateway.delivery.Deliver;
import gateway.delivery.FileTask;
import gateway.delivery.PlanCall;
import gateway.delivery.ReadChat;
import gateway.delivery.ReadEmbeddings;
import gateway.delivery.ReadImages;
import gateway.delivery.ReadSpeech;
import gateway.delivery.ReadTranscription;
import gateway.delivery.Reception;
import gateway.delivery.Refuse;
import gateway.delivery.Settle;
import gateway.delivery.VendorRouter;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;

/** The way of every request that a vendor answers: says in which order things happen. What happens is in the beans it names. */
@Component
class ServeRoutes extends GatewayRoutes {

    private final Dialects dialects;
    private final Reception reception;
    private final Admit admit;
    private final ReadChat readChat;
    private final ReadEmbeddings readEmbeddings;
    private final ReadImages readImages;
    private final ReadSpeech readSpeech;
    private final ReadTranscription readTranscription;
    private final PlanCall planCall;
    private final FileTask fileTask;
    private final VendorRouter router;
    private final Deliver deliver;
    private final Refuse refuse;
    private final Settle settle;

    ServeRoutes(
            Dialects dialects,
            Reception reception,
            Admit admit,
            ReadChat readChat,
            ReadEmbeddings readEmbeddings,
            ReadImages readImages,
            ReadSpeech readSpeech,
            ReadTranscription readTranscription,
            PlanCall planCall,
            FileTask fileTask,
            VendorRouter router,
            Deliver deliver,
            Refuse refuse,
            Settle settle) {
        this.dialects = dialects;
        this.reception = reception;
        this.admit = admit;
        this.readChat = readChat;
        this.readEmbeddings = readEmbeddings;
        this.readImages = readImages;
        this.readSpeech = readSpeech;
        this.readTranscription = readTranscription;
        this.planCall = planCall;
        this.fileTask = fileTask;
        this.router = router;
        this.deliver = deliver;
        this.refuse = refuse;
        this.settle = settle;
    }

    @Override
    public void configure() {
        dialects.all()
                .forEach(dialect -> serve(dialect.name(), dialect, path -> endpoint(dialect, path), readChat::read));
        for (Dialect dialect : dialects.all()) {
            if (dialect instanceof EmbeddingDialect) {
                serve("embeddings-" + dialect.name(), dialect, path -> endpoint(dialect, path), readEmbeddings::read);
            }
        }
        serve("speech", Dialects.CANONICAL, path -> RestApi.SPEECH, readSpeech::read);
        serve("transcriptions", Dialects.CANONICAL, path -> RestApi.TRANSCRIPTIONS, readTranscription::read);
        serveImages();
        serve("embeddings", Dialects.CANONICAL, path -> RestApi.EMBEDDINGS, readEmbeddings::read);
    }

    /** Images take their time: whoever does not want to wait for them, or whom they are made for later, gets a task. */
    private void serveImages() {
        // @formatter:off
        from("direct:serve-images")
            .routeId("serve-images").routeDescription("Tries vendors, best first, until one answers, or makes a task of the request")
            .process(reception(reception, ReadImages::endpoint, Dialects.CANONICAL)).id("serve-images-receive")
            .doTry()
                .process(step(admit::admit)).id("serve-images-admit")
                .process(step(readImages::read)).id("serve-images-read")
                .process(step(planCall::plan)).id("serve-images-plan")
                .choice().id("serve-images-now-or-later")
                    .when(exchange -> fileTask.wanted(call(exchange))).id("serve-images-if-later")
                        .process(step(fileTask::file)).id("serve-images-file-task")
                    .otherwise().id("serve-images-if-now")
                        .dynamicRouter(value(router::next)).id("serve-images-next-vendor")
                            .description("One attempt after the other, until there is an answer or nobody left")
                        .process(step(router::requireAnswer)).id("serve-images-require-answer")
                        .process(step(deliver::deliver)).id("serve-images-deliver")
                .end()
            .endDoTry()
            .doCatch(Exception.class)
                .process(failure(refuse::refuse)).id("serve-images-refuse")
            .doFinally()
                .process(step(settle::settle)).id("serve-images-settle")
            .end();
        // @formatter:on
    }

    private void serve(String name, Dialect dialect, UnaryOperator<String> endpoint, Step read) {
        String id = "serve-" + name;
        // @formatter:off
        from("direct:" + id)
            .routeId(id).routeDescription("Tries vendors, best first, until one answers: " + name)
            .process(reception(reception, endpoint, dialect)).id(id + "-receive")
            .doTry()
                .process(step(admit::admit)).id(id + "-admit")
                .process(step(read)).id(id + "-read")
                .process(step(planCall::plan)).id(id + "-plan")
                .dynamicRouter(value(router::next)).id(id + "-next-vendor")
                    .description("One attempt after the other, until there is an answer or nobody left")
                .process(step(router::requireAnswer)).id(id + "-require-answer")
                .process(step(deliver::deliver)).id(id + "-deliver")
            .endDoTry()
            .doCatch(Exception.class)
                .process(failure(refuse::refuse)).id(id + "-refuse")
            .doFinally()
                .process(step(settle::settle)).id(id + "-settle")
            .end();
        // @formatter:on
    }
}
