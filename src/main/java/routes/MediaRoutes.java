package routes;

import gateway.api.Dialects;
import gateway.delivery.Reception;
import gateway.delivery.Refuse;
import gateway.delivery.Settle;
import gateway.delivery.ShowMedia;
import org.springframework.stereotype.Component;

/** Files that vendors made. */
@Component
class MediaRoutes extends GatewayRoutes {

    private final Reception reception;
    private final ShowMedia showMedia;
    private final Refuse refuse;
    private final Settle settle;

    MediaRoutes(Reception reception, ShowMedia showMedia, Refuse refuse, Settle settle) {
        this.reception = reception;
        this.showMedia = showMedia;
        this.refuse = refuse;
        this.settle = settle;
    }

    @Override
    public void configure() {
        // @formatter:off
        from("direct:show-media")
            .routeId("show-media").routeDescription("Hands out a stored file to who has a link to it")
            .process(reception(reception, path -> RestApi.MEDIA, Dialects.CANONICAL)).id("show-media-receive")
            .doTry()
                // The link shows that its holder may: browsers and caches have no key.
                .process(step(showMedia::admit)).id("show-media-admit")
                .process(step(showMedia::show)).id("show-media-answer")
            .doCatch(Exception.class)
                .process(failure(refuse::refuse)).id("show-media-refuse")
            .doFinally()
                .process(step(settle::settle)).id("show-media-settle")
            .end();
        // @formatter:on
    }
}
