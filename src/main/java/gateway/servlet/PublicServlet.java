package gateway.servlet;

import gateway.api.Dialects;
import gateway.time.Ticker;
import org.apache.camel.component.servlet.CamelHttpTransportServlet;
import org.apache.camel.http.common.HttpBinding;
import org.apache.catalina.Valve;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.RequestContextFilter;

/** The public port: one servlet, which feeds the REST routes. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HttpSettings.class)
class PublicServlet {

    /** In bytes. */
    private static final String READ_BUFFER = "4096";

    /** In bytes. */
    private static final String TRAILER_BUFFER = "512";

    /** @param name by which the REST consumers find their servlet; unique in the process */
    @Bean
    ServletRegistrationBean<CamelHttpTransportServlet> gatewayServlet(
            @Value("${camel.component.servlet.servlet-name}") String name) {
        ServletRegistrationBean<CamelHttpTransportServlet> servlet =
                new ServletRegistrationBean<>(new RestServlet(), "/*");
        servlet.setName(name);
        servlet.setLoadOnStartup(0);
        return servlet;
    }

    /** No route looks for its request in the thread, so none has to be put there: this one keeps the framework's away. */
    @Bean
    FilterRegistrationBean<RequestContextFilter> noRequestContext() {
        FilterRegistrationBean<RequestContextFilter> registration =
                new FilterRegistrationBean<>(new RequestContextFilter());
        registration.setEnabled(false);
        return registration;
    }

    @Bean
    HttpBinding leanHttpBinding(Ticker ticker) {
        return new LeanHttpBinding(ticker);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> publicTomcat(
            HttpSettings settings, Dialects dialects, ApplicationAvailability availability) {
        return factory -> {
            factory.setProtocol(ProbedHttp11Protocol.class.getName());
            factory.addContextValves(new EntryValve(
                    (int) settings.headerLimit().toBytes(),
                    () -> availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC));
            factory.addContextCustomizers(context -> reportErrorsAsJson((StandardHost) context.getParent(), dialects));
            // The names of models hold slashes, and SDKs encode them.
            factory.addConnectorCustomizers(connector -> connector.setEncodedSolidusHandling("passthrough"));
            // Every open connection holds it twice; for the body of a large request it is enough.
            factory.addConnectorCustomizers(connector -> connector.setProperty("socket.appReadBufSize", READ_BUFFER));
            // Headers behind a body, which nobody sends; every open connection holds it.
            factory.addConnectorCustomizers(connector -> connector.setProperty("maxTrailerSize", TRAILER_BUFFER));
        };
    }

    private static void reportErrorsAsJson(StandardHost host, Dialects dialects) {
        for (Valve valve : host.getPipeline().getValves()) {
            if (valve instanceof ErrorReportValve) {
                host.getPipeline().removeValve(valve);
            }
        }
        host.getPipeline().addValve(new JsonErrorValve(dialects));
        // The host would else add one of its own.
        host.setErrorReportValveClass(JsonErrorValve.class.getName());
    }
}
