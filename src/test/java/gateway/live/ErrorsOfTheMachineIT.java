package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import fakes.FakeVendor;
import fakes.Script;
import gateway.vendors.VendorReport;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Ordered;
import org.apache.camel.Processor;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An error of the Java machine, such as a stack that is too deep, costs the request it happens in, and nothing else. */
class ErrorsOfTheMachineIT {

    private static final int PLACES = 2;
    private static final String LIMITS = "limits: {in-flight: " + PLACES + ", requests-per-second: 1000}";

    private final Gateway gateway = Gateway.start(Map.of("gateway.delivery.max-in-flight", Integer.toString(PLACES)));
    private final FakeVendor fake = FakeVendor.start();

    @AfterEach
    void stop() {
        gateway.close();
        fake.close();
    }

    /** The mapping is the vendor's, so the vendor is at fault, and the request may have been paid. */
    @Test
    void aMappingThatCallsItselfWithoutEndIsAFaultOfTheVendor() throws IOException {
        TestVendor vendor = new TestVendor(gateway, "endless");
        vendor.write(fake.url(), LIMITS);
        Files.writeString(vendor.folder().resolve("response.jslt"), "def f(x) if ($x.choices) f($x) + 1 else 1\nf(.)");
        vendor.awaitLive();
        fake.always(Script.chat("hi"));

        HttpResponse<String> first = gateway.chat(vendor.request());

        assertThat(first.statusCode()).as(first.body()).isEqualTo(502);
        assertThat(Gateway.json(first.body()).at("/error/code").asText()).isEqualTo("vendor_reply_unmappable");
        assertThat(gateway.decision(first).at("/attempts/0/outcome").asText()).isEqualTo("vendor_reply_unmappable");
    }

    /** More often than there are places, on the node and at the vendor; and the old version goes when it is replaced. */
    @Test
    void anErrorInTheMidstOfARouteTakesNoPlaceForEver() throws IOException {
        boolean[] broken = {true};
        gateway.bean(CamelContext.class).getRegistry().bind("moody-model", (Object) new Moody(broken));
        TestVendor vendor = new TestVendor(gateway, "moody");
        vendor.writeInProcess("moody-model", LIMITS);
        vendor.awaitLive();
        int routes = routes();

        for (int i = 0; i <= PLACES; i++) {
            HttpResponse<String> answer = gateway.chat(vendor.request());

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(500);
            assertThat(gateway.decision(answer).at("/error").asText()).isEqualTo("internal_error");
            assertThat(Gateway.json(answer.body()).at("/error/retryable").asBoolean())
                    .as("the work may have been done")
                    .isFalse();
        }
        broken[0] = false;
        HttpResponse<String> served = gateway.chat(vendor.request());
        Files.writeString(vendor.card(), Files.readString(vendor.card()).replace("quality: 0.5", "quality: 0.6"));

        assertThat(served.statusCode()).as(served.body()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(gateway.bean(gateway.vendors.VendorReports.class)
                                .of(vendor.name())
                                .generation())
                        .isEqualTo(2));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(routes()).isEqualTo(routes));
        assertThat(gateway.bean(gateway.vendors.VendorReports.class)
                        .of(vendor.name())
                        .state())
                .isEqualTo(VendorReport.State.LIVE);
    }

    /** Where nothing of ours can catch it: between the steps of the route itself. */
    @Test
    void anErrorBetweenTheStepsTakesNoPlaceForEverEither() throws Exception {
        boolean[] broken = {true};
        CamelContext camel = gateway.bean(CamelContext.class);
        TestVendor vendor = gateway.vendor(fake, LIMITS);
        fake.always(Script.chat("hi"));
        breakBefore("serve-openai-plan", broken);

        for (int i = 0; i <= PLACES; i++) {
            assertThat(gateway.chat(vendor.request()).statusCode()).isEqualTo(500);
        }
        broken[0] = false;

        assertThat(gateway.chat(vendor.request()).statusCode()).isEqualTo(200);
        await().until(() -> camel.getInflightRepository().size() == 0);
    }

    /** Builds the route anew, with a fault in Camel before one of its steps. */
    private void breakBefore(String step, boolean[] broken) throws Exception {
        CamelContext camel = gateway.bean(CamelContext.class);
        camel.getCamelContextExtension().addInterceptStrategy(new Fault(step, broken));
        Model model = camel.getCamelContextExtension().getContextPlugin(Model.class);
        RouteDefinition route = model.getRouteDefinition("serve-openai");
        camel.getRouteController().stopRoute(route.getId());
        camel.removeRoute(route.getId());
        model.addRouteDefinition(route);
    }

    private int routes() {
        return gateway.bean(CamelContext.class).getRoutesSize();
    }

    /** Around everything else that there is around a step. */
    private record Fault(String step, boolean[] broken) implements InterceptStrategy, Ordered {

        @Override
        public Processor wrapProcessorInInterceptors(
                CamelContext context, NamedNode definition, Processor target, Processor next) {
            return new DelegateAsyncProcessor(target) {
                @Override
                public boolean process(Exchange exchange, AsyncCallback callback) {
                    if (broken[0] && step.equals(definition.getId())) {
                        throw new StackOverflowError("of the test");
                    }
                    return super.process(exchange, callback);
                }
            };
        }

        @Override
        public int getOrder() {
            return Ordered.HIGHEST;
        }
    }

    /** Fails as no exception does, as long as it is told to. */
    private record Moody(boolean[] broken) implements ChatModel {

        @Override
        public ChatResponse doChat(ChatRequest request) {
            if (broken[0]) {
                throw new StackOverflowError("of the test");
            }
            return ChatResponse.builder().aiMessage(AiMessage.from("hi")).build();
        }
    }
}
