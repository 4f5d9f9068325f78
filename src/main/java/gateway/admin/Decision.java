package gateway.admin;

import gateway.fault.ErrorCode;
import gateway.scoring.Plan;
import gateway.vendors.Offer;
import gateway.wire.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why one request went where it went, and what came of it. Holds references to what the request made anyway, so that
 * recording costs one object and the collector finds few; the JSON is made when somebody asks. Holds nothing of the prompt
 * or the answer.
 *
 * @param endpoint path of the API, for example {@code /v1/chat/completions}
 * @param models names the caller asked for, in order
 * @param plan null when the request ended before it was planned
 * @param status HTTP status of the answer
 * @param error null when the request was served
 * @param served null when nobody served it
 * @param usage null when unknown
 * @param cost null when unknown
 * @param durationMillis from the beginning of the request to the last byte of the answer
 */
public record Decision(
        String requestId,
        Instant at,
        String endpoint,
        String account,
        List<String> models,
        boolean stream,
        @Nullable Plan plan,
        List<AttemptRecord> attempts,
        int status,
        @Nullable ErrorCode error,
        @Nullable Offer served,
        @Nullable Usage usage,
        @Nullable Cost cost,
        long durationMillis) {

    /**
     * What the vendor asks for it.
     *
     * @param currency ISO 4217 code
     */
    public record Cost(BigDecimal amount, String currency) {}

    public Decision {
        models = List.copyOf(models);
        attempts = List.copyOf(attempts);
    }
}
