package routes;

import gateway.delivery.Call;
import gateway.delivery.Inbound;
import gateway.delivery.Reception;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.ExpressionAdapter;
import org.jspecify.annotations.Nullable;

/** What all routes of the gateway share: steps are typed functions of a {@link Call}. */
abstract class GatewayRoutes extends RouteBuilder {

    static Call call(Exchange exchange) {
        return exchange.getProperty(Call.PROPERTY, Call.class);
    }

    /**
     * First step of every route that takes outside input: the message's one typed object becomes the call, and every header
     * is dropped.
     *
     * @param label the path as metrics show it; null when the path has no variable part
     */
    static Processor reception(Reception reception, @Nullable String label) {
        return exchange -> {
            Inbound inbound = exchange.getMessage().getMandatoryBody(Inbound.class);
            exchange.setProperty(Call.PROPERTY, reception.receive(inbound, label == null ? inbound.path() : label));
            exchange.getMessage().removeHeaders("*");
            exchange.getMessage().setBody(null);
        };
    }

    /** A step over the call. */
    static Processor step(Step step) {
        return exchange -> step.run(call(exchange));
    }

    /** What a step does. */
    @FunctionalInterface
    interface Step {
        void run(Call call) throws Exception;
    }

    /** A step that is told what went wrong. */
    static Processor failure(BiConsumer<Call, Throwable> step) {
        return exchange ->
                step.accept(call(exchange), exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
    }

    /** A value taken from the call. */
    static Expression value(Function<Call, @Nullable Object> value) {
        return new ExpressionAdapter() {
            @Override
            public @Nullable Object evaluate(Exchange exchange) {
                return value.apply(call(exchange));
            }
        };
    }
}
