package gateway.delivery.http;

import gateway.delivery.CallSignature;
import gateway.delivery.FileForm;
import gateway.delivery.SecretQuery;
import gateway.delivery.Upstream;
import java.io.IOException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityTemplate;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.util.Timeout;

/**
 * One call of a vendor: bytes and headers of the message go out; status, a few headers and the body, as it comes, come back.
 * What Camel's own producer finds out for every call (method, address, options, whether a header changes them) is settled
 * here when the route is built.
 */
final class VendorProducer extends DefaultProducer {

    private static final String POST = "POST";
    private static final String GET = "GET";
    private static final String USER_AGENT = "aigc-gateway";

    private final VendorAddress address;
    private final HeaderFilterStrategy filter;
    private final Timeout silence;
    private final VendorConnections connections;

    /** @param silence longest the vendor may say nothing, in milliseconds */
    VendorProducer(
            VendorEndpoint endpoint,
            VendorAddress address,
            HeaderFilterStrategy filter,
            long silence,
            VendorConnections connections) {
        super(endpoint);
        this.address = address;
        this.filter = filter;
        this.silence = Timeout.ofMilliseconds(silence);
        this.connections = connections;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        VendorReply reply = connections.call(address.route(), request(exchange, message), silence);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                reply.close();
            }
        });
        // What was sent, our key in it, is nobody's business any more.
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, reply.status());
        for (String name : VendorHeaders.FROM_VENDOR) {
            String value = reply.header(name);
            if (value != null) {
                message.setHeader(name, value);
            }
        }
        message.setBody(reply);
    }

    private static HttpEntity entity(Message message) throws InvalidPayloadException, IOException {
        if (message.getBody() instanceof FileForm form) {
            return new EntityTemplate(form.length(), ContentType.parse(form.contentType()), null, form::writeTo);
        }
        return new ByteArrayEntity(message.getMandatoryBody(byte[].class), ContentType.APPLICATION_JSON);
    }

    private ClassicHttpRequest request(Exchange exchange, Message message) throws InvalidPayloadException, IOException {
        String property = address.property();
        String name = property == null ? "" : exchange.getProperty(property, String.class);
        boolean asks = GET.equals(message.getHeader(Exchange.HTTP_METHOD, String.class));
        String secret = message.getHeader(SecretQuery.HEADER, String.class);
        ClassicHttpRequest request = new BasicClassicHttpRequest(
                asks ? GET : POST,
                address.route().getTargetHost().getSchemeName(),
                address.authority(),
                SecretQuery.in(address.target(name), secret));
        if (!asks) {
            HttpEntity body = entity(message);
            request.setEntity(body);
            request.addHeader(HttpHeaders.CONTENT_LENGTH, body.getContentLength());
        }
        request.addHeader(HttpHeaders.HOST, address.host());
        request.addHeader(HttpHeaders.USER_AGENT, USER_AGENT);
        for (Map.Entry<String, Object> header : message.getHeaders().entrySet()) {
            if (!filter.applyFilterToCamelHeaders(header.getKey(), header.getValue(), exchange)) {
                request.addHeader(header.getKey(), header.getValue());
            }
        }
        CallSignature signature = Upstream.signature();
        if (signature != null) {
            signature
                    .headers(request.getMethod(), address.host(), request.getPath())
                    .forEach(request::setHeader);
        }
        return request;
    }
}
