package gateway.delivery;

import gateway.api.AnswerMemory;
import gateway.api.ApiError;
import gateway.api.EventWriter;
import gateway.fault.DatabaseOutage;
import gateway.fault.ErrorCode;
import gateway.fault.GatewayException;
import gateway.logging.Wordless;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where errors are told to callers: as an answer, or as the last event of a stream that has begun. */
public final class Refuse {

    private static final Logger LOG = LoggerFactory.getLogger(Refuse.class);

    /** Of a stream that has begun, however it ends. */
    private static final int STREAM_STATUS = 200;

    private static final Duration SOON = Duration.ofSeconds(1);

    private final Attempts attempts;

    Refuse(Attempts attempts) {
        this.attempts = attempts;
    }

    public void refuse(Call call, Throwable thrown) {
        GatewayException error = asError(call, thrown);
        call.error = error.code();
        ApiError told = new ApiError(
                error.code(),
                error.getMessage(),
                error.param(),
                error.vendorCode(),
                call.retryable(error.code()),
                call.id);
        try {
            tell(call, error, told);
        } catch (IOException | CallFailure e) {
            LOG.debug("request {}: the caller left before the error was told", call.id);
        }
    }

    private static void tell(Call call, GatewayException error, ApiError told) throws IOException {
        EventStream events = call.events;
        Client client = call.inbound.client();
        boolean unopened = events == null || events.closeIfUnopened();
        if (error.code() == ErrorCode.CLIENT_CLOSED && !unopened) {
            // One who has only closed their own side must not take what they got for the whole answer.
            call.status = error.code().status();
            client.abort();
        } else if (!unopened) {
            call.status = STREAM_STATUS;
            // No end mark follows: what the caller has is not the whole answer.
            EventWriter writer = writer(call);
            Objects.requireNonNull(events).write(sink -> writer.error(told, sink));
            events.flush();
        } else if (soundHasBegun(call)) {
            // There is no place for words in it; it must not be taken for the whole.
            call.status = STREAM_STATUS;
            client.abort();
        } else {
            call.status = error.code().status();
            client.send(
                    call.status, AnswerHeaders.error(call, error.code(), error.retryAfter()), call.dialect.error(told));
        }
    }

    private static boolean soundHasBegun(Call call) {
        Attempt attempt = call.attempt;
        return attempt != null
                && attempt.answer instanceof Answer.Passed
                && call.inbound.client().begun();
    }

    private GatewayException asError(Call call, Throwable thrown) {
        Throwable why = thrown;
        Attempt attempt = call.attempt;
        if (attempt != null && !attempt.closed) {
            attempts.failed(call, thrown);
            why = call.failure == null ? thrown : call.failure;
        }
        if (why instanceof GatewayException known) {
            return known;
        }
        if (why instanceof CallFailure failure) {
            GatewayException told = failure.told();
            return told == null
                    ? new GatewayException(failure.kind().code(), said(call, failure), null, pause(call, failure))
                    : told;
        }
        if (DatabaseOutage.is(why)) {
            LOG.warn("request {}: the database did not answer", call.id, Wordless.of(why));
            call.outage |= attempt == null;
            return new GatewayException(
                    ErrorCode.OVERLOADED, "The gateway's database had no answer; try again.", null, SOON);
        }
        LOG.error("request {} failed inside the gateway", call.id, Wordless.of(why));
        return new GatewayException(ErrorCode.INTERNAL_ERROR, "Something went wrong inside the gateway.");
    }

    private static EventWriter writer(Call call) {
        Attempt attempt = call.attempt;
        return attempt != null && attempt.answer instanceof Answer.Streamed streamed
                ? streamed.chunks().writer()
                : call.conversion().events(new AnswerMemory(0));
    }

    private static String said(Call call, CallFailure failure) {
        return switch (failure.kind()) {
            case SHUTDOWN ->
                "This node is stopping; " + (call.doubtful ? "the vendor may have done the work." : "try again.");
            case DEADLINE -> "The request's deadline has passed.";
            case CLIENT_GONE -> "The connection was closed before the answer was there.";
            default -> "The vendor's answer broke off: " + failure.detail() + ".";
        };
    }

    private static @Nullable Duration pause(Call call, CallFailure failure) {
        return failure.kind() == FailureKind.SHUTDOWN && !call.doubtful ? SOON : null;
    }
}
