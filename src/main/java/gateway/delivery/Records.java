package gateway.delivery;

import gateway.admin.AttemptRecord;
import gateway.admin.Decision;
import gateway.vendors.Offer;
import gateway.vendors.Price;
import gateway.wire.ModelRequest;
import gateway.wire.Usage;
import java.math.BigDecimal;
import java.util.List;
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
                call.served(),
                usage,
                paid == null || usage == null ? null : cost(paid, usage),
                millis(now - call.startedNanos));
    }

    /** What the vendor asks for this usage. */
    static Decision.Cost cost(Offer offer, Usage usage) {
        Price price = offer.model().price();
        BigDecimal millionfold = BigDecimal.ZERO;
        millionfold = with(millionfold, price.input(), usage.input() + usage.image() + usage.audio());
        millionfold = with(millionfold, price.cachedInput(), usage.cacheRead());
        millionfold = with(millionfold, price.cacheWrite(), usage.cacheWrite());
        millionfold = with(millionfold, price.output(), usage.completion());
        BigDecimal units = usage.units() == null
                ? BigDecimal.ZERO
                : price.unit().multiply(BigDecimal.valueOf(usage.units().count()));
        return new Decision.Cost(
                millionfold.movePointLeft(PRICED_TOKENS_EXPONENT).add(units), price.currency());
    }

    private static BigDecimal with(BigDecimal sum, BigDecimal price, long tokens) {
        return tokens == 0 ? sum : sum.add(price.multiply(BigDecimal.valueOf(tokens)));
    }

    private static long millis(long nanos) {
        return nanos / 1_000_000;
    }
}
