package gateway.delivery;

import com.schibsted.spt.data.jslt.JsltException;
import gateway.vendors.LiveVendor;
import gateway.vendors.Offer;
import gateway.vendors.VendorKey;
import gateway.wire.ChatRequest;
import gateway.wire.VendorRequests;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Makes the message a vendor gets: its model name, the card's defaults, its dialect, our credential. */
public final class Enrich {

    private final VendorRequests requests;

    Enrich(VendorRequests requests) {
        this.requests = requests;
    }

    /** @throws CallFailure when the vendor's mapping cannot take this request */
    public void enrich(Call call, Message message) {
        Attempt attempt = call.attempt();
        ChatRequest request = call.request();
        message.setBody(body(request, attempt.offer()));
        message.setHeader(Exchange.CONTENT_TYPE, AnswerHeaders.JSON);
        message.setHeader("Accept", request.stream() ? "text/event-stream" : AnswerHeaders.JSON);
        VendorKey key = attempt.key;
        if (key != null) {
            message.setHeader("Authorization", "Bearer " + key.secret());
        }
    }

    private byte[] body(ChatRequest request, Offer offer) {
        LiveVendor vendor = offer.vendor();
        try {
            return requests.write(request, vendor.card(), offer.model(), vendor.mappings());
        } catch (JsltException e) {
            throw new CallFailure(FailureKind.UNMAPPABLE, vendor.mappings().request() + " cannot take the request");
        }
    }
}
