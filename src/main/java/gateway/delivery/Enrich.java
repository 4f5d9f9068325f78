package gateway.delivery;

import com.schibsted.spt.data.jslt.JsltException;
import gateway.vendors.Credential;
import gateway.vendors.Offer;
import gateway.vendors.VendorKey;
import gateway.vendors.VendorModel;
import gateway.wire.ChatRequest;
import gateway.wire.VendorRequests;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Makes the message a vendor gets: its model name, the card's defaults, its dialect, our credential. */
public final class Enrich {

    private static final String AUTHORIZATION = "Authorization";

    private final VendorRequests requests;
    private final InstantSource clock;

    Enrich(VendorRequests requests, InstantSource clock) {
        this.requests = requests;
        this.clock = clock;
    }

    /** @throws CallFailure when the vendor's mapping cannot take this request, or our key has not the form it needs */
    public void enrich(Call call, Message message) {
        Attempt attempt = call.attempt();
        ChatRequest request = call.request();
        message.setBody(body(request, attempt.offer()));
        message.getExchange().setProperty("vendorModel", attempt.offer().model().vendorModel());
        message.getExchange().setProperty("vendorStreams", request.stream());
        message.setHeader(Exchange.CONTENT_TYPE, AnswerHeaders.JSON);
        message.setHeader("Accept", request.stream() ? "text/event-stream" : AnswerHeaders.JSON);
        VendorKey key = attempt.key;
        if (key != null) {
            show(key.secret(), attempt.offer().vendor().card().protocol().credential(), message);
        }
    }

    private void show(String secret, Credential credential, Message message) {
        switch (credential) {
            case Credential.None none -> {
                // nothing to show
            }
            case Credential.Bearer bearer -> message.setHeader(AUTHORIZATION, "Bearer " + secret);
            case Credential.Basic basic ->
                message.setHeader(
                        AUTHORIZATION,
                        "Basic " + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
            case Credential.Jwt jwt ->
                message.setHeader(AUTHORIZATION, "Bearer " + SignedToken.of(secret, jwt.lifetime(), clock.instant()));
            case Credential.Header header -> message.setHeader(header.name(), secret);
            case Credential.Query query ->
                message.setHeader(
                        SecretQuery.HEADER, query.name() + '=' + URLEncoder.encode(secret, StandardCharsets.UTF_8));
        }
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
