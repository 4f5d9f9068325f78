package gateway.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.model.chat.ChatModel;
import gateway.time.Ticker;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;

/** The real route template around one model, with the gateway's own step before it reduced to the header it leaves. */
final class LocalRoutes {

    private LocalRoutes() {}

    static void start(DefaultCamelContext camel, ChatModel model, String... names) throws Exception {
        camel.setStreamCaching(false);
        camel.getRegistry().bind("model-under-test", model);
        InstantSource clock = InstantSource.fixed(Instant.ofEpochSecond(5));
        camel.getRegistry().bind("local-chat", new LocalChat(new ObjectMapper(), clock, Ticker.system()));
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:enrich-vendor-call").setHeader("Authorization", constant("Bearer secret"));
            }
        });
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(PluginHelper.getResourceLoader(camel)
                        .resolveResource("classpath:routes/vendor-chat-langchain4j.camel.yaml"));
        for (String name : names) {
            Map<String, Object> parameters = Map.of("name", name, "vendor", "acme", "model", "model-under-test");
            camel.addRouteFromTemplate(name, "vendor-chat-langchain4j", parameters);
        }
        camel.start();
    }
}
