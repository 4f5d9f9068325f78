package gateway.server;

import org.apache.catalina.core.StandardHost;
import org.apache.coyote.AbstractProtocol;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** What the settings cannot say of the server at the public port, and how many connections it has. */
@Component
public final class PublicPort implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private volatile @Nullable AbstractProtocol<?> protocol;

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addConnectorCustomizers(connector -> protocol = (AbstractProtocol<?>) connector.getProtocolHandler());
        factory.addContextCustomizers(context ->
                ((StandardHost) context.getParent()).setErrorReportValveClass(RefusedRequestValve.class.getName()));
    }

    /** Open connections, as the server counts them. */
    public long connections() {
        AbstractProtocol<?> started = protocol;
        return started == null ? 0 : started.getConnectionCount();
    }
}
