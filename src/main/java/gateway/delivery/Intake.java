package gateway.delivery;

import gateway.time.Ticker;
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

    private final VendorErrors errors;
    private final BodyMemory memory;
    private final Ticker ticker;
    private final InstantSource clock;

    Intake(VendorErrors errors, BodyMemory memory, Ticker ticker, InstantSource clock) {
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
        Answer answer = call.operation().answer(call, type, body);
        FailureKind cancelled = attempt.upstream.reason();
        if (cancelled != null) {
            throw new CallFailure(cancelled, "cancelled while the answer came");
        }
        attempt.answer = answer;
        attempt.answeredNanos = ticker.nanos();
        attempt.firstEventNanos = attempt.parts == 0 ? attempt.answeredNanos : attempt.firstEventNanos;
        attempt.neverDue();
        if (answer instanceof Answer.Part) {
            attempt.parts++;
            return;
        }
        // Nobody else will be asked, so nobody needs the question any more; a stream may live for long.
        call.request = call.request().withoutBody();
        call.operation = null;
        memory.resize(call, answer instanceof Answer.Whole whole ? whole.body().length : 0);
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
