package routes;

import gateway.api.Dialect;
import gateway.api.Endpoint;
import gateway.delivery.Call;
import gateway.delivery.Inbound;
import gateway.delivery.Reception;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.ExpressionAdapter;
import org.apache.camel.support.UnitOfWorkHelper;
import org.jspecify.annotations.Nullable;

/** What all routes of the gateway share: steps are typed functions of a {@link Call}. */
abstract class GatewayRoutes extends RouteBuilder {

    /** Property that holds the endpoint of the vendor to be called. */
    static final String VENDOR_ENDPOINT = "vendorEndpoint";

    static final String CHOSEN_VENDOR = "${exchangeProperty." + VENDOR_ENDPOINT + "}";

    static Call call(Exchange exchange) {
        return exchange.getProperty(Call.PROPERTY, Call.class);
    }

    /**
     * First step of every route that takes outside input: the message's one typed object becomes the call, and every header
     * is dropped.
     *
     * @param endpoint path of the route as metrics show it, given the request's own
     * @param dialect in which the caller is answered
     */
    static Processor reception(Reception reception, UnaryOperator<String> endpoint, Dialect dialect) {
        return reception(reception, endpoint, inbound -> dialect);
    }

    /** @param dialect in which the caller is answered, given what came */
    static Processor reception(
            Reception reception, UnaryOperator<String> endpoint, Function<Inbound, Dialect> dialect) {
        return exchange -> {
            Inbound inbound = exchange.getMessage().getMandatoryBody(Inbound.class);
            Call call = reception.receive(
                    inbound, endpoint.apply(inbound.path()), dialect.apply(inbound), () -> end(exchange));
            exchange.setProperty(Call.PROPERTY, call);
            exchange.getMessage().removeHeaders("*");
            exchange.getMessage().setBody(null);
        };
    }

    /** The path without what callers put into it. */
    static String endpoint(Dialect dialect, String path) {
        for (Endpoint endpoint : dialect.endpoints()) {
            if (endpoint.matches("POST", path)) {
                return endpoint.path();
            }
        }
        // Written in capitals or with a slash at its end, which the router takes for the same path.
        return dialect.endpoints().getFirst().path();
    }

    /** A step over the call. */
    static Processor step(Step step) {
        return exchange -> step.run(call(exchange));
    }

    /** What an attempt that has ended holds, its permit and its connection, is given back now, not with the request. */
    static void giveBack(Exchange exchange) {
        UnitOfWork work = exchange.getUnitOfWork();
        if (work != null) {
            Exchange ended = new DefaultExchange(exchange.getContext());
            work.handoverSynchronization(ended);
            UnitOfWorkHelper.doneSynchronizations(
                    exchange, ended.getExchangeExtension().handoverCompletions());
        }
    }

    /** What a step does. */
    @FunctionalInterface
    interface Step {
        void run(Call call) throws Exception;
    }

    /** For an exchange that left its route half way: Camel would hold what it holds, and wait for it when it stops. */
    private static void end(Exchange exchange) {
        UnitOfWork work = exchange.getUnitOfWork();
        if (work != null) {
            UnitOfWorkHelper.doneUow(work, exchange);
        }
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
