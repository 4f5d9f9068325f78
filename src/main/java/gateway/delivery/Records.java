package gateway.delivery;

import gateway.admin.AttemptRecord;
import gateway.admin.Decision;
import gateway.vendors.Offer;
import gateway.vendors.Price;
import gateway.wire.ModelRequest;
import gateway.wire.Usage;
import gateway.wire.UsageAnomaly;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes down what happened, in the terms of the decision that callers and ops read. */
final class Records {

    /** Outcome of an attempt that our own limits, or an open breaker, did not let begin. */
    static final String HELD_BACK = "held_back";

    private static final int PRICED_TOKENS_EXPONENT = 6;

    private Records() {}

    static AttemptRecord attempt(Call call, Attempt attempt, String outcome, long now) {
        return new AttemptRecord(
                attempt.offer().name(),
                attempt.offer().outlet().region(),
                attempt.key == null ? null : attempt.key.id(),
                outcome,
                attempt.status,
                millis(attempt.startedNanos - call.startedNanos),
                attempt.firstEventNanos == 0
                        ? AttemptRecord.NEVER
                        : millis(attempt.firstEventNanos - attempt.startedNanos),
                millis(now - attempt.startedNanos),
                attempt.calls);
    }

    static AttemptRecord heldBack(Call call, Offer offer, long now) {
        long at = millis(now - call.startedNanos);
        return new AttemptRecord(
                offer.name(), offer.outlet().region(), null, HELD_BACK, 0, at, AttemptRecord.NEVER, 0, 0);
    }

    /** The offer that did the work; null when none did. */
    static @Nullable Offer paid(Call call) {
        Offer served = call.served();
        return served == null ? call.paid : served;
    }

    static Decision decision(Call call, long now) {
        Offer served = call.served();
        Offer paid = paid(call);
        Usage usage = call.usage;
        ModelRequest request = call.request;
        return new Decision(
                call.id,
                call.startedAt,
                call.endpoint,
                call.principal().accountId(),
                request == null ? List.of() : request.models(),
                request != null && request.stream(),
                call.plan,
                call.attempts,
                call.status,
                call.error,
                served == null ? null : served(served),
                usage == null ? null : usage(usage),
                paid == null || usage == null ? null : cost(paid, usage),
                millis(now - call.startedNanos));
    }

    /** What the vendor asks for this usage. */
    static Decision.Cost cost(Offer offer, Usage usage) {
        Price price = offer.model().price();
        BigDecimal amount = part(price.input(), usage.input() + usage.image() + usage.audio())
                .add(part(price.cachedInput(), usage.cacheRead()))
                .add(part(price.cacheWrite(), usage.cacheWrite()))
                .add(part(price.output(), usage.completion()));
        return new Decision.Cost(amount, price.currency());
    }

    private static BigDecimal part(BigDecimal pricePerMillion, long tokens) {
        return pricePerMillion.multiply(BigDecimal.valueOf(tokens)).movePointLeft(PRICED_TOKENS_EXPONENT);
    }

    private static Decision.Served served(Offer offer) {
        return new Decision.Served(
                offer.vendor().card().name(), offer.model().id(), offer.outlet().region());
    }

    private static Decision.Usage usage(Usage usage) {
        Map<String, Long> parts = new LinkedHashMap<>();
        parts.put("input", usage.input());
        parts.put("cache_read", usage.cacheRead());
        parts.put("cache_write", usage.cacheWrite());
        parts.put("image", usage.image());
        parts.put("audio", usage.audio());
        parts.put("output", usage.output());
        parts.put("reasoning", usage.reasoning());
        parts.put("audio_output", usage.audioOutput());
        parts.values().removeIf(tokens -> tokens == 0);
        UsageAnomaly anomaly = usage.anomaly();
        return new Decision.Usage(
                usage.prompt(), usage.completion(), usage.total(), parts, anomaly == null ? null : anomaly.wire());
    }

    private static long millis(long nanos) {
        return nanos / 1_000_000;
    }
}
