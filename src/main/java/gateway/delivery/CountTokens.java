package gateway.delivery;

import gateway.api.CountingDialect;
import gateway.vendors.Offer;
import gateway.vendors.Tokenizer;
import gateway.vendors.VendorDirectory;
import gateway.wire.ChatRequest;
import gateway.wire.TokenCounter;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells how large a prompt is, by our own count where the model's encoding is known, else by our estimate. */
public final class CountTokens {

    private static final int OK = 200;

    private final VendorDirectory vendors;

    CountTokens(VendorDirectory vendors) {
        this.vendors = vendors;
    }

    public void answer(Call call, CountingDialect dialect) throws IOException {
        ChatRequest request = (ChatRequest) call.request();
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
