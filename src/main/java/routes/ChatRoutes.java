package routes;

import gateway.api.Dialect;
import gateway.api.Dialects;
import gateway.delivery.Admit;
import gateway.delivery.Deliver;
import gateway.delivery.PlanCall;
import gateway.delivery.ReadChat;
import gateway.delivery.Reception;
import gateway.delivery.Refuse;
import gateway.delivery.Settle;
import gateway.delivery.VendorRouter;
import org.springframework.stereotype.Component;

/** The way of a chat request: says in which order things happen. What happens is in the beans it names. */
@Component
class ChatRoutes extends GatewayRoutes {

    private final Dialects dialects;
    private final Reception reception;
    private final Admit admit;
    private final ReadChat readChat;
    private final PlanCall planCall;
    private final VendorRouter router;
    private final Deliver deliver;
    private final Refuse refuse;
    private final Settle settle;

    ChatRoutes(
            Dialects dialects,
            Reception reception,
            Admit admit,
            ReadChat readChat,
            PlanCall planCall,
            VendorRouter router,
            Deliver deliver,
            Refuse refuse,
            Settle settle) {
        this.dialects = dialects;
        this.reception = reception;
        this.admit = admit;
        this.readChat = readChat;
        this.planCall = planCall;
        this.router = router;
        this.deliver = deliver;
        this.refuse = refuse;
        this.settle = settle;
    }

    @Override
    public void configure() {
        dialects.all().forEach(this::serve);
    }

    private void serve(Dialect dialect) {
        String id = "serve-" + dialect.name();
        // @formatter:off
        from("direct:" + id)
            .routeId(id).routeDescription("Tries vendors, best first, until one answers in the dialect " + dialect.name())
            .process(reception(reception, path -> endpoint(dialect, path), dialect)).id(id + "-receive")
            .doTry()
                .process(step(admit::admit)).id(id + "-admit")
                .process(step(readChat::read)).id(id + "-read")
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
