package routes;

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

    private final Reception reception;
    private final Admit admit;
    private final ReadChat readChat;
    private final PlanCall planCall;
    private final VendorRouter router;
    private final Deliver deliver;
    private final Refuse refuse;
    private final Settle settle;

    ChatRoutes(
            Reception reception,
            Admit admit,
            ReadChat readChat,
            PlanCall planCall,
            VendorRouter router,
            Deliver deliver,
            Refuse refuse,
            Settle settle) {
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
        // @formatter:off
        from("direct:serve-chat")
            .routeId("serve-chat").routeDescription("Tries vendors, best first, until one answers")
            .process(reception(reception, null)).id("serve-chat-receive")
            .doTry()
                .process(step(admit::admit)).id("serve-chat-admit")
                .process(step(readChat::read)).id("serve-chat-read")
                .process(step(planCall::plan)).id("serve-chat-plan")
                .dynamicRouter(value(router::next)).id("serve-chat-next-vendor")
                    .description("One attempt after the other, until there is an answer or nobody left")
                .process(step(router::requireAnswer)).id("serve-chat-require-answer")
                .process(step(deliver::deliver)).id("serve-chat-deliver")
            .endDoTry()
            .doCatch(Exception.class)
                .process(failure(refuse::refuse)).id("serve-chat-refuse")
            .doFinally()
                .process(step(settle::settle)).id("serve-chat-settle")
            .end();
        // @formatter:on
    }
}
