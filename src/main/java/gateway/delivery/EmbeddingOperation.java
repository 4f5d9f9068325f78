package gateway.delivery;

import gateway.vendors.Offer;
import gateway.vendors.Tokenizer;
import gateway.vendors.VendorModel;
import gateway.wire.ChatRequest.Span;
import gateway.wire.EmbeddingReply;
import gateway.wire.EmbeddingReplyReader;
import gateway.wire.EmbeddingRequest;
import gateway.wire.TokenCounter;
import gateway.wire.UnreadableReplyException;
import gateway.wire.VendorRequests;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
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
        byte[] told = WholeBody.read(type, body, parts.replyLimit());
        byte[] canonical = parts.replies()
                .canonical(asked.vendorModel(), told, error -> parts.errors().classifyUnderSuccess(error, attempt));
        int expected = until(asked) - vectors.size();
        EmbeddingReply reply = read(canonical, expected);
        if (reply.error()) {
            throw parts.errors().classifyUnderSuccess(canonical, attempt);
        }
        check(reply.vectors(), reply.dimensions());
        vectors.add(reply);
        if (vectors.bytes() > parts.replyLimit()) {
            throw new CallFailure(FailureKind.TOO_LARGE, "the answers together are over the limit");
        }
        return vectors.size() == request.inputs().size()
                ? vectors.joined(asked.model(), () -> count(asked))
                : new Answer.Part();
    }

    private VectorList none() {
        return new VectorList(request.base64());
    }

    private long count(Offer asked) {
        Tokenizer tokenizer = asked.model().tokenizer();
        return tokenizer == null ? request.totalTokens() : TokenCounter.texts(request, tokenizer);
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

    private void check(List<@Nullable Span> told, int dimensions) {
        if (told.contains(null)) {
            throw new CallFailure(FailureKind.UNREADABLE, "a text has no vector");
        }
        if (dimensions < 0 || (vectors.dimensions() > 0 && vectors.dimensions() != dimensions)) {
            throw new CallFailure(FailureKind.UNREADABLE, "the vectors differ in length");
        }
        if (request.dimensions() > 0 && request.dimensions() != dimensions) {
            throw new CallFailure(FailureKind.UNREADABLE, "the vectors have not the length that was asked for");
        }
    }
}
