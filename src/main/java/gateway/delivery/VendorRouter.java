package gateway.delivery;

import gateway.admin.AttemptRecord;
import gateway.fault.ErrorCode;
import gateway.fault.GatewayException;
import gateway.scoring.Exclusion;
import gateway.scoring.Planner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Tells the dynamic router where the request goes next, and what to tell the caller when it can go nowhere. */
public final class VendorRouter {

    private static final String ATTEMPT = "direct:attempt-vendor";

    private final DeliverySettings settings;
    private final Planner planner;

    VendorRouter(DeliverySettings settings, Planner planner) {
        this.settings = settings;
        this.planner = planner;
    }

    /** The next attempt; null when the request is answered, or must not be tried again. */
    public @Nullable String next(Call call) {
        if (call.answered() || call.ended() != null) {
            return null;
        }
        CallFailure failure = call.failure;
        if (failure != null && !mayTryOn(failure.kind())) {
            return null;
        }
        if (call.tried >= settings.attemptBudget()
                || call.position >= call.plan().candidates().size()) {
            return null;
        }
        if (keepsWhatItHas(call)) {
            return null;
        }
        call.position++;
        return ATTEMPT;
    }

    /** Takes what there is for the answer, unless the same vendor may go on with another key. */
    private static boolean keepsWhatItHas(Call call) {
        Attempt attempt = call.attempt;
        boolean goesOn = attempt != null
                && call.plan().candidates().get(call.position).offer().equals(attempt.offer());
        return !goesOn && takesRest(call);
    }

    private static boolean takesRest(Call call) {
        CallFailure failure = call.failure;
        Attempt attempt = call.attempt;
        if (failure == null || attempt == null || call.operation == null) {
            return false;
        }
        try {
            attempt.answer = call.operation.rest(call, failure);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return attempt.answer != null;
    }

    private boolean mayTryOn(FailureKind kind) {
        return !kind.endsTheRequest() && (kind.leftNoWork() || settings.resendDoubtful());
    }

    /** @throws GatewayException when no vendor has answered; says what was tried */
    public void requireAnswer(Call call) {
        FailureKind ended = call.ended();
        if (ended != null) {
            throw new CallFailure(ended, "ended from outside");
        }
        if (!call.answered() && !takesRest(call)) {
            throw unserved(call);
        }
    }

    private GatewayException unserved(Call call) {
        CallFailure failure = call.failure;
        if (failure != null && failure.told() != null) {
            return failure.told();
        }
        boolean one = call.tried == 1 && call.attempts.size() == 1;
        ErrorCode code = failure != null && (one || failure.kind().endsTheRequest())
                ? failure.kind().code()
                : codeOfMany(call);
        Duration pause = code.status() == 429 || code.status() == 503 ? pause(call) : null;
        return new GatewayException(code, "No vendor could answer. " + story(call), null, pause);
    }

    private static ErrorCode codeOfMany(Call call) {
        boolean rateLimited = call.tried > 0
                && call.attempts.stream().allMatch(a -> a.outcome().equals(ErrorCode.RATE_LIMITED.wire()));
        return rateLimited ? ErrorCode.RATE_LIMITED : ErrorCode.NO_VENDOR_AVAILABLE;
    }

    private Duration pause(Call call) {
        CallFailure failure = call.failure;
        Duration asked = failure == null ? null : failure.retryAfter();
        Duration pause = asked == null ? planner.shortestWait(call.plan()) : asked;
        return pause.compareTo(settings.retryAfterCap()) > 0 ? settings.retryAfterCap() : pause;
    }

    /** What was tried and what was left out, with the reasons; names only, no text of a vendor. */
    private static String story(Call call) {
        StringJoiner story = new StringJoiner("; ");
        for (AttemptRecord attempt : call.attempts) {
            story.add(attempt.offer() + ": " + attempt.outcome());
        }
        for (Exclusion exclusion : call.plan().excluded()) {
            story.add(exclusion.offer() + " not tried: " + exclusion.reason());
        }
        CallFailure last = call.failure;
        return (call.tried == 0 ? "None was tried: " : "Tried: ") + story + "."
                + (last == null ? "" : " The last one: " + last.detail() + ".");
    }
}
