package gateway.delivery;

import gateway.api.CountingDialect;
import gateway.scoring.Demand;
import gateway.scoring.Planner;
import gateway.vendors.AskedFields;
import gateway.vendors.Offer;
import gateway.vendors.Tokenizer;
import gateway.vendors.VendorDirectory;
import gateway.wire.ChatRequest;
import gateway.wire.TokenCounter;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells how large a prompt is, by our own count where the model's encoding is known, else by our estimate. */
public final class CountTokens {

    private static final int OK = 200;

    private final VendorDirectory vendors;
    private final Planner planner;

    CountTokens(VendorDirectory vendors, Planner planner) {
        this.vendors = vendors;
        this.planner = planner;
    }

    /** @throws gateway.fault.GatewayException 404 for an unknown model */
    public void answer(Call call, CountingDialect dialect) throws IOException {
        ChatRequest request = (ChatRequest) call.request();
        // Nothing but the name: of a prompt that is too large, too, one may ask how large it is.
        Demand named =
                new Demand(request.kind(), request.models(), Set.of(), AskedFields.NONE, 0, 0, 0, null, null, null);
        planner.plan(named, vendors.catalog());
        Tokenizer tokenizer = tokenizer(request.models().getFirst());
        int tokens = tokenizer == null
                ? request.promptTokens()
                : Math.toIntExact(TokenCounter.prompt(request.body(), tokenizer));
        call.inbound.client().send(OK, AnswerHeaders.json(call), dialect.counted(tokens));
        call.status = OK;
    }

    private @Nullable Tokenizer tokenizer(String model) {
        return vendors.catalog().offers(model).stream()
                .map(Offer::model)
                .map(card -> card.tokenizer())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
