package gateway.delivery.http;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.support.DefaultEndpoint;

/** An address of a vendor. Address and options were read by Camel's own endpoint; it makes another producer of them. */
final class VendorEndpoint extends DefaultEndpoint {

    private final HttpEndpoint http;
    private final VendorConnections connections;

    VendorEndpoint(String uri, HttpEndpoint http, VendorConnections connections) {
        super(uri, http.getComponent());
        this.http = http;
        this.connections = connections;
    }

    @Override
    public Producer createProducer() {
        return new VendorProducer(
                this,
                new VendorAddress(http.getHttpUri()),
                http.getHeaderFilterStrategy(),
                http.getResponseTimeout(),
                connections);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("vendors are called, they do not call");
    }

    @Override
    public boolean isSingleton() {
        return true;
    }
}
