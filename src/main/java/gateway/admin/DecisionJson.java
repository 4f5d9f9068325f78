package gateway.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.scoring.Candidate;
import gateway.scoring.Exclusion;
import gateway.scoring.Plan;
import gateway.scoring.Score;
import gateway.vendors.Offer;
import gateway.wire.Units;
import gateway.wire.Usage;
import gateway.wire.UsageAnomaly;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Decisions as JSON: the shape is described at {@link Decisions#find}. */
final class DecisionJson {

    private static final int SCORE_DIGITS = 4;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private DecisionJson() {}

    static ObjectNode of(Decision decision) {
        ObjectNode json = JSON.objectNode();
        json.put("id", decision.requestId());
        json.put("object", "request");
        json.put("created_at", decision.at().truncatedTo(ChronoUnit.MILLIS).toString());
        json.put("endpoint", decision.endpoint());
        json.put("account", decision.account());
        ArrayNode models = json.putArray("models");
        decision.models().forEach(models::add);
        json.put("stream", decision.stream());
        json.put("status", decision.status());
        json.put("error", decision.error() == null ? null : decision.error().wire());
        json.set("served_by", served(decision.served()));
        json.put("duration_ms", decision.durationMillis());
        json.set("usage", usage(decision.usage()));
        json.set("cost", cost(decision.cost()));
        json.set("plan", plan(decision.plan()));
        ArrayNode attempts = json.putArray("attempts");
        decision.attempts().forEach(attempt -> attempts.add(attempt(attempt)));
        return json;
    }

    private static @Nullable ObjectNode served(@Nullable Offer served) {
        return served == null
                ? null
                : JSON.objectNode()
                        .put("vendor", served.vendor().card().name())
                        .put("model", served.model().id())
                        .put("region", served.outlet().region());
    }

    private static @Nullable ObjectNode usage(@Nullable Usage usage) {
        if (usage == null) {
            return null;
        }
        UsageAnomaly anomaly = usage.anomaly();
        ObjectNode json = JSON.objectNode()
                .put("prompt_tokens", usage.prompt())
                .put("completion_tokens", usage.completion())
                .put("total_tokens", usage.total())
                .put("estimated", usage.estimated())
                .put("anomaly", anomaly == null ? null : anomaly.wire());
        Units units = usage.units();
        if (units != null) {
            json.put(units.kind().wire(), units.count());
        }
        json.set("parts", parts(usage));
        return json;
    }

    /** They do not overlap and add up to the total; empty ones are left out. */
    private static ObjectNode parts(Usage usage) {
        ObjectNode parts = JSON.objectNode()
                .put("input", usage.input())
                .put("cache_read", usage.cacheRead())
                .put("cache_write", usage.cacheWrite())
                .put("image", usage.image())
                .put("audio", usage.audio())
                .put("output", usage.output())
                .put("reasoning", usage.reasoning())
                .put("audio_output", usage.audioOutput());
        parts.removeIf(tokens -> tokens.longValue() == 0);
        return parts;
    }

    /** The amount is a string: a JSON number may pass through floating point on its way. */
    private static @Nullable ObjectNode cost(Decision.@Nullable Cost cost) {
        return cost == null
                ? null
                : JSON.objectNode().put("amount", cost.amount().toPlainString()).put("currency", cost.currency());
    }

    private static @Nullable ObjectNode plan(@Nullable Plan plan) {
        if (plan == null) {
            return null;
        }
        ObjectNode json = JSON.objectNode().put("strategy", plan.strategy());
        ArrayNode candidates = json.putArray("candidates");
        plan.candidates().forEach(candidate -> candidates.add(candidate(candidate)));
        ArrayNode excluded = json.putArray("excluded");
        plan.excluded().forEach(exclusion -> excluded.add(exclusion(exclusion)));
        return json;
    }

    private static ObjectNode candidate(Candidate candidate) {
        Score score = candidate.score();
        ObjectNode json = JSON.objectNode()
                .put("offer", candidate.offer().name())
                .put("region", candidate.offer().outlet().region());
        json.putObject("score")
                .put("total", rounded(score.total()))
                .put("cost", rounded(score.cost()))
                .put("performance", rounded(score.performance()))
                .put("quality", rounded(score.quality()));
        return json;
    }

    private static ObjectNode exclusion(Exclusion exclusion) {
        return JSON.objectNode()
                .put("offer", exclusion.offer())
                .put("region", exclusion.region())
                .put("reason", exclusion.reason())
                .put("retry_after_ms", millis(exclusion.retryAfter()));
    }

    private static ObjectNode attempt(AttemptRecord attempt) {
        return JSON.objectNode()
                .put("offer", attempt.offer())
                .put("region", attempt.region())
                .put("key", attempt.keyId())
                .put("outcome", attempt.outcome())
                .put("vendor_status", attempt.vendorStatus() == 0 ? null : attempt.vendorStatus())
                .put("started_ms", attempt.startedMillis())
                .put("first_event_ms", attempt.firstEventMillis() < 0 ? null : attempt.firstEventMillis())
                .put("total_ms", attempt.totalMillis())
                .put("calls", attempt.calls());
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }

    private static BigDecimal rounded(double part) {
        return BigDecimal.valueOf(part)
                .setScale(SCORE_DIGITS, RoundingMode.HALF_UP)
                .stripTrailingZeros();
    }
}
