package gateway.delivery;

import gateway.vendors.Offer;
import gateway.vendors.Tokenizer;
import gateway.vendors.VendorModel;
import gateway.wire.EmbeddingReply;
import gateway.wire.EmbeddingReplyReader;
import gateway.wire.EmbeddingRequest;
import gateway.wire.TokenCounter;
import gateway.wire.UnreadableReplyException;
import gateway.wire.Usage;
import gateway.wire.VendorRequests;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Embeddings of one request: as many calls of one vendor as its limit of texts a call makes necessary, joined in order.
 * Vectors of different models or vendors cannot be compared, so another vendor begins anew. Used by one request's thread.
 */
final class EmbeddingOperation implements Operation {

    private final Factory parts;
    private final EmbeddingRequest request;
    private @Nullable Offer offer;
    private VectorList vectors;

    private EmbeddingOperation(Factory parts, EmbeddingRequest request) {
        this.parts = parts;
        this.request = request;
        this.vectors = none();
    }

    /** What all requests for embeddings share. */
    record Factory(
            int replyLimit,
            BodyMemory memory,
            VendorRequests requests,
            Replies replies,
            EmbeddingReplyReader reader,
            VendorErrors errors) {

        EmbeddingOperation of(EmbeddingRequest request) {
            return new EmbeddingOperation(this, request);
        }
    }

    @Override
    public byte[] question(Call call, VendorModel to) {
        Offer asked = call.attempt().offer();
        if (!asked.equals(offer)) {
            offer = asked;
            vectors = none();
        }
        return parts.requests().write(request, vectors.size(), until(asked), to);
    }

    @Override
    public Answer answer(Call call, String type, InputStream body) throws IOException {
        Attempt attempt = call.attempt();
        Offer asked = attempt.offer();
        // As many vectors as we have asked for: where they are too many, it is no fault of the vendor.
        byte[] told = WholeBody.read(type, body, parts.replyLimit(), FailureKind.OUR_LIMIT);
        byte[] canonical = parts.replies()
                .canonical(asked.vendorModel(), told, error -> parts.errors().classifyUnderSuccess(error, attempt));
        int expected = until(asked) - vectors.size();
        EmbeddingReply reply = read(canonical, expected);
        if (reply.error()) {
            throw parts.errors().classifyUnderSuccess(canonical, attempt);
        }
        if (request.dimensions() > 0 && request.dimensions() != reply.dimensions()) {
            throw new CallFailure(FailureKind.UNREADABLE, "the vectors have not the length that was asked for");
        }
        long before = vectors.bytes();
        vectors.add(reply, asked.model());
        if (vectors.bytes() > parts.replyLimit()) {
            throw new CallFailure(
                    FailureKind.OUR_LIMIT,
                    "the vectors together are over the gateway's limit; ask for fewer texts at once, or for base64");
        }
        parts.memory().reserve(call, vectors.bytes() - before);
        return vectors.size() == request.inputs().size()
                ? vectors.joined(asked.model(), () -> count(asked))
                : new Answer.Part();
    }

    @Override
    public @Nullable Usage spent() {
        Offer paid = offer;
        return paid == null || vectors.size() == 0 ? null : vectors.usage(() -> count(paid));
    }

    private VectorList none() {
        return new VectorList(request.base64());
    }

    private long count(Offer asked) {
        Tokenizer tokenizer = asked.model().tokenizer();
        return tokenizer == null
                ? (long) request.totalTokens()
                        * vectors.size()
                        / request.inputs().size()
                : TokenCounter.texts(request, vectors.size(), tokenizer);
    }

    /** First text that is left for a later call. */
    private int until(Offer asked) {
        return Math.min(request.inputs().size(), vectors.size() + asked.model().batch());
    }

    private EmbeddingReply read(byte[] canonical, int expected) {
        try {
            return parts.reader().read(canonical, expected);
        } catch (UnreadableReplyException e) {
            throw new CallFailure(FailureKind.UNREADABLE, String.valueOf(e.getMessage()));
        }
    }
}
