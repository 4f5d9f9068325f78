package gateway.delivery;

import gateway.api.AnswerMemory;
import gateway.vendors.Offer;
import gateway.vendors.VendorModel;
import gateway.wire.ChatRequest;
import gateway.wire.ReplyFacts;
import gateway.wire.Usage;
import gateway.wire.VendorRequests;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Chat: one question, answered whole or as a stream, which counts as an answer from its first content on. */
final class ChatOperation implements Operation {

    private static final int LARGEST_REFUSAL = 64 * 1024;

    private final DeliverySettings settings;
    private final VendorRequests requests;
    private final Replies replies;
    private final VendorErrors errors;

    ChatOperation(DeliverySettings settings, VendorRequests requests, Replies replies, VendorErrors errors) {
        this.settings = settings;
        this.requests = requests;
        this.replies = replies;
        this.errors = errors;
    }

    @Override
    public byte[] question(Call call, VendorModel to) {
        return requests.write(request(call), to);
    }

    @Override
    public Answer answer(Call call, String type, InputStream body) throws IOException {
        return request(call).stream() ? stream(call, type, body) : whole(call, type, body);
    }

    @Override
    public @Nullable Usage spent() {
        return null;
    }

    private static ChatRequest request(Call call) {
        return (ChatRequest) call.request();
    }

    private Answer whole(Call call, String type, InputStream in) throws IOException {
        byte[] body = WholeBody.read(type, in, (int) settings.replyLimit().toBytes());
        Attempt attempt = call.attempt();
        Offer offer = attempt.offer();
        byte[] canonical =
                replies.canonical(offer.vendorModel(), body, told -> errors.classifyUnderSuccess(told, attempt));
        ReplyFacts facts = replies.facts(canonical);
        if (facts.error()) {
            throw errors.classifyUnderSuccess(canonical, attempt);
        }
        return replies.whole(
                canonical,
                facts,
                offer.model(),
                request(call).promptTokens(),
                request(call).body());
    }

    private Answer stream(Call call, String type, InputStream in) throws IOException {
        Attempt attempt = call.attempt();
        Offer offer = attempt.offer();
        boolean expected = offer.protocol().stream().framing().goesWith(type);
        if (!expected && type.startsWith("application/json")) {
            // No stream, so most likely an error; if it is one, it says more than its type.
            byte[] body = in.readNBytes(LARGEST_REFUSAL);
            if (!WholeBody.isBlank(body) && replies.tellsError(offer.vendorModel(), body)) {
                throw errors.classifyUnderSuccess(body, attempt);
            }
        }
        WholeBody.refuseUnless(type.isEmpty() || expected, type);
        VendorStream stream =
                replies.stream(offer.vendorModel(), in, told -> errors.classifyUnderSuccess(told, attempt));
        Chunks chunks = new Chunks(
                request(call).includeUsage(),
                request(call).promptTokens(),
                offer.model(),
                stream,
                call.conversion()
                        .events(new AnswerMemory((int) settings.answerMemory().toBytes())));
        HeldEvents held = new HeldEvents((int) settings.eventLimit().toBytes());
        while (true) {
            switch (stream.next()) {
                case CHUNK -> {
                    chunks.pass(held);
                    if (stream.facts().speaks()) {
                        return new Answer.Streamed(stream, chunks, held);
                    }
                }
                case DONE -> throw new CallFailure(FailureKind.EMPTY, "the stream ended without an answer");
                case COMMENT -> {
                    // the vendor lives, but has not begun to answer
                }
            }
        }
    }
}
