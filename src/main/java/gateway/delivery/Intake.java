package gateway.delivery;

import gateway.time.Ticker;
import gateway.vendors.Offer;
import gateway.wire.ReplyFacts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * Takes in what a vendor's route has put into the message, and decides whether it is an answer: status, type, whole and
 * readable, for a stream up to its first content. Until this has passed, another vendor may be tried.
 */
public final class Intake {

    private static final int LARGEST_REFUSAL = 64 * 1024;

    private final DeliverySettings settings;
    private final Replies replies;
    private final VendorErrors errors;
    private final BodyMemory memory;
    private final Ticker ticker;
    private final InstantSource clock;

    Intake(
            DeliverySettings settings,
            Replies replies,
            VendorErrors errors,
            BodyMemory memory,
            Ticker ticker,
            InstantSource clock) {
        this.settings = settings;
        this.replies = replies;
        this.errors = errors;
        this.memory = memory;
        this.ticker = ticker;
        this.clock = clock;
    }

    /** @throws CallFailure when the message holds no answer */
    public void take(Call call, Message message) throws IOException {
        Attempt attempt = call.attempt();
        InputStream raw = raw(message);
        attempt.upstream.onCancel(() -> close(raw));
        attempt.status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        if (attempt.status < 200 || attempt.status > 299) {
            throw refusal(attempt, message, readable(message, raw));
        }
        InputStream body = unpacked(message, raw);
        String type = message.getHeader(Exchange.CONTENT_TYPE, "", String.class).toLowerCase(Locale.ROOT);
        Answer answer = call.request().stream() ? stream(call, type, body) : whole(call, type, body);
        FailureKind cancelled = attempt.upstream.reason();
        if (cancelled != null) {
            throw new CallFailure(cancelled, "cancelled while the answer came");
        }
        attempt.answer = answer;
        // Nobody else will be asked, so nobody needs the question any more; a stream may live for long.
        call.request = call.request().withoutBody();
        memory.release(call);
        attempt.firstEventNanos = ticker.nanos();
        attempt.neverDue();
    }

    private static InputStream raw(Message message) {
        Object body = message.getBody();
        if (body instanceof InputStream stream) {
            return stream;
        }
        return body instanceof byte[] bytes ? new ByteArrayInputStream(bytes) : InputStream.nullInputStream();
    }

    /** Unpacked here, where what comes out is counted: a small answer may hold a large one. */
    private static InputStream unpacked(Message message, InputStream raw) throws IOException {
        boolean packed = "gzip".equalsIgnoreCase(message.getHeader(Exchange.CONTENT_ENCODING, String.class));
        return packed ? new GZIPInputStream(raw) : raw;
    }

    /** As much of a refusal as can be read: its status tells enough. */
    private static byte[] readable(Message message, InputStream raw) {
        try {
            return unpacked(message, raw).readNBytes(LARGEST_REFUSAL);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private CallFailure refusal(Attempt attempt, Message message, byte[] body) {
        return errors.classify(
                attempt.status, body, RetryAfter.parse(message.getHeader("Retry-After"), clock.instant()), attempt);
    }

    private Answer whole(Call call, String type, InputStream in) throws IOException {
        refuseUnless(type.isEmpty() || type.startsWith("application/json"), type);
        int limit = (int) settings.replyLimit().toBytes();
        byte[] body = in.readNBytes(limit);
        if (body.length == limit && in.read() >= 0) {
            throw new CallFailure(FailureKind.TOO_LARGE, "the answer is over the limit");
        }
        if (isBlank(body)) {
            throw new CallFailure(FailureKind.EMPTY, "the answer is empty");
        }
        Attempt attempt = call.attempt();
        Offer offer = attempt.offer();
        byte[] canonical =
                replies.canonical(offer.vendorModel(), body, told -> errors.classifyUnderSuccess(told, attempt));
        ReplyFacts facts = replies.facts(canonical);
        if (facts.error()) {
            throw errors.classifyUnderSuccess(canonical, attempt);
        }
        return replies.whole(canonical, facts, offer.model(), call.request().promptTokens());
    }

    private Answer stream(Call call, String type, InputStream in) throws IOException {
        Attempt attempt = call.attempt();
        if (type.startsWith("application/json")) {
            // No stream, so most likely an error; if it is one, it says more than its type.
            byte[] body = in.readNBytes(LARGEST_REFUSAL);
            if (!isBlank(body) && replies.facts(body).error()) {
                throw errors.classifyUnderSuccess(body, attempt);
            }
        }
        refuseUnless(type.isEmpty() || type.startsWith("text/event-stream"), type);
        Offer offer = attempt.offer();
        VendorStream stream =
                replies.stream(offer.vendorModel(), in, told -> errors.classifyUnderSuccess(told, attempt));
        Chunks chunks = new Chunks(
                call.request().includeUsage(),
                call.request().promptTokens(),
                offer.model(),
                stream,
                call.conversion().events());
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

    private static void refuseUnless(boolean expected, String type) {
        if (!expected) {
            // The type is the vendor's text: only its shape is told.
            boolean page = type.startsWith("text/html");
            throw new CallFailure(
                    page ? FailureKind.NOT_THE_VENDOR : FailureKind.UNREADABLE,
                    page ? "a web page instead of an answer" : "an answer of an unexpected type");
        }
    }

    private static boolean isBlank(byte[] body) {
        for (byte b : body) {
            if (b > ' ' || b < 0) {
                return false;
            }
        }
        return true;
    }

    private static void close(@Nullable InputStream body) {
        try {
            if (body != null) {
                body.close();
            }
        } catch (IOException e) {
            // it is being thrown away
        }
    }
}
