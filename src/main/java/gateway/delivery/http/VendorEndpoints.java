package gateway.delivery.http;

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.spi.EndpointStrategy;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;

/**
 * Has the HTTP endpoints of routes call by a {@link VendorProducer}. Routes, options and addresses stay Camel's; only who
 * makes the call differs.
 */
public final class VendorEndpoints implements CamelContextConfiguration, EndpointStrategy {

    private final VendorConnections connections;

    public VendorEndpoints(HttpClientConnectionManager pool, VendorClientSettings settings) {
        this.connections = new VendorConnections(pool, settings);
    }

    @Override
    public void beforeApplicationStart(CamelContext camel) {
        camel.getCamelContextExtension().registerEndpointCallback(this);
    }

    @Override
    public void afterApplicationStart(CamelContext camel) {
        // nothing to do
    }

    @Override
    public Endpoint registerEndpoint(String uri, Endpoint endpoint) {
        return endpoint instanceof HttpEndpoint http ? new VendorEndpoint(uri, http, connections) : endpoint;
    }
}
