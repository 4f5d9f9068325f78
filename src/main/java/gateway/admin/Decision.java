package gateway.admin;

import gateway.fault.ErrorCode;
import gateway.scoring.Plan;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why one request went where it went, and what came of it. Holds references to what the request made anyway, so that
 * recording costs one object; the JSON is made when somebody asks. Holds nothing of the prompt or the answer.
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
        @Nullable Served served,
        @Nullable Usage usage,
        @Nullable Cost cost,
        long durationMillis) {

    /** Who served the request. */
    public record Served(String vendor, String model, String region) {}

    /**
     * Tokens of the request.
     *
     * @param parts tokens by part, such as {@code cache_read}; they do not overlap and add up to the total; empty ones are
     *     left out
     * @param anomaly why the vendor's count was not believed and the figures are ours; null when they are the vendor's
     */
    public record Usage(
            long promptTokens,
            long completionTokens,
            long totalTokens,
            Map<String, Long> parts,
            @Nullable String anomaly) {}

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
