package gateway.delivery;

import com.schibsted.spt.data.jslt.JsltException;
import gateway.vendors.Offer;
import gateway.vendors.VendorModel;
import gateway.wire.ChatRequest;
import gateway.wire.VendorRequests;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Makes the message a vendor gets: its model name, the card's defaults, its dialect, our credential. */
public final class Enrich {

    private final VendorRequests requests;
    private final Credentials credentials;

    Enrich(VendorRequests requests, Credentials credentials) {
        this.requests = requests;
        this.credentials = credentials;
    }

    /** @throws CallFailure when the vendor's mapping cannot take this request, or our key cannot be shown */
    public void enrich(Call call, Message message) {
        Attempt attempt = call.attempt();
        ChatRequest request = call.request();
        byte[] body = body(request, attempt.offer());
        message.setBody(body);
        message.getExchange().setProperty("vendorModel", attempt.offer().model().vendorModel());
        message.getExchange().setProperty("vendorStreams", request.stream());
        message.setHeader(Exchange.CONTENT_TYPE, AnswerHeaders.JSON);
        message.setHeader("Accept", request.stream() ? "text/event-stream" : AnswerHeaders.JSON);
        credentials.show(attempt, body, message);
    }

    private byte[] body(ChatRequest request, Offer offer) {
        VendorModel to = offer.vendorModel();
        try {
            return requests.write(request, to);
        } catch (JsltException e) {
            throw new CallFailure(FailureKind.UNMAPPABLE, to.mappings().request() + " cannot take the request");
        }
    }
}
