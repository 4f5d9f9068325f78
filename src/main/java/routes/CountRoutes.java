package routes;

import gateway.api.CountingDialect;
import gateway.api.Dialect;
import gateway.api.Dialects;
import gateway.api.EmbeddingDialect;
import gateway.delivery.Admit;
import gateway.delivery.CountTokens;
import gateway.delivery.Inbound;
import gateway.delivery.ReadChat;
import gateway.delivery.Reception;
import gateway.delivery.Refuse;
import gateway.delivery.Settle;
import org.apache.camel.Predicate;
import org.apache.camel.model.ChoiceDefinition;
import org.springframework.stereotype.Component;

/** How large a prompt is, in the dialects that can ask. */
@Component
class CountRoutes extends GatewayRoutes {

    private final Dialects dialects;
    private final Reception reception;
    private final Admit admit;
    private final ReadChat readChat;
    private final CountTokens countTokens;
    private final Refuse refuse;
    private final Settle settle;

    CountRoutes(
            Dialects dialects,
            Reception reception,
            Admit admit,
            ReadChat readChat,
            CountTokens countTokens,
            Refuse refuse,
            Settle settle) {
        this.dialects = dialects;
        this.reception = reception;
        this.admit = admit;
        this.readChat = readChat;
        this.countTokens = countTokens;
        this.refuse = refuse;
        this.settle = settle;
    }

    @Override
    public void configure() {
        for (Dialect dialect : dialects.all()) {
            if (dialect instanceof CountingDialect counting) {
                take(counting);
                count(counting);
            }
        }
    }

    /** Some dialects ask for the size at the path of the answer itself, by its last letters. */
    private void take(CountingDialect dialect) {
        String id = "take-" + dialect.name();
        Predicate counts = exchange ->
                dialect.counts(exchange.getMessage().getBody(Inbound.class).path());
        // @formatter:off
        ChoiceDefinition choice = from("direct:" + id)
            .routeId(id).routeDescription("Tells requests for an answer from those for the size of a prompt, or for vectors")
            .choice().id(id + "-what-for")
                .when(counts).id(id + "-if-size").to("direct:count-" + dialect.name()).id(id + "-count");
        if (dialect instanceof EmbeddingDialect embedding) {
            Predicate embeds = exchange ->
                    embedding.embeds(exchange.getMessage().getBody(Inbound.class).path());
            choice
                .when(embeds).id(id + "-if-vectors").to("direct:serve-embeddings-" + dialect.name()).id(id + "-embed");
        }
        choice
                .otherwise().id(id + "-if-answer").to("direct:serve-" + dialect.name()).id(id + "-serve");
        // @formatter:on
    }

    private void count(CountingDialect dialect) {
        String id = "count-" + dialect.name();
        // @formatter:off
        from("direct:" + id)
            .routeId(id).routeDescription("Tells the size of a prompt in the dialect " + dialect.name())
            .process(reception(reception, path -> endpoint(dialect, path), dialect)).id(id + "-receive")
            .doTry()
                .process(step(admit::admit)).id(id + "-admit")
                .process(step(readChat::read)).id(id + "-read")
                .process(step(call -> countTokens.answer(call, dialect))).id(id + "-answer")
            .doCatch(Exception.class)
                .process(failure(refuse::refuse)).id(id + "-refuse")
            .doFinally()
                .process(step(settle::settle)).id(id + "-settle")
            .end();
        // @formatter:on
    }
}
