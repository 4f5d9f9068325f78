package gateway.metrics;

import org.apache.coyote.AbstractProtocol;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** How many connections are open at the public port: the server's own count, read when asked. */
@Component
final class HttpConnections implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private volatile @Nullable AbstractProtocol<?> protocol;

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addConnectorCustomizers(connector -> protocol = (AbstractProtocol<?>) connector.getProtocolHandler());
    }

    long active() {
        AbstractProtocol<?> started = protocol;
        return started == null ? 0 : started.getConnectionCount();
    }
}
