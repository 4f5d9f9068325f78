package gateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The decisions of the last requests on this node, in a ring. Every request writes one and hardly anybody asks for one, so
 * there is no index: who asks has the ring looked through. Thread-safe, without a lock of its own.
 */
public final class Decisions {

    private final AtomicReferenceArray<Decision> ring;
    private final AtomicLong recorded = new AtomicLong();

    public Decisions(DecisionSettings settings) {
        this.ring = new AtomicReferenceArray<>(settings.kept());
    }

    /** Keeps a decision and drops the oldest. Of two with the same request id the later is found. */
    public void record(Decision decision) {
        ring.setRelease(place(recorded.getAndIncrement()), decision);
    }

    /**
     * The decision of a request of this account. A request of another account is as unknown as one that never was.
     *
     * <pre>{@code
     * {"id", "object": "request", "created_at", "endpoint", "account", "models": [...], "stream",
     *  "status", "error": code or null,
     *  "served_by": {"vendor", "model", "region"} or null, "duration_ms",
     *  "usage": {"prompt_tokens", "completion_tokens", "total_tokens", "estimated"} or null,
     *  "cost": {"amount": "0.0012", "currency"} or null,
     *  "plan": {"strategy",
     *           "candidates": [{"offer", "region", "score": {"total", "cost", "performance", "quality"}}],
     *           "excluded": [{"offer", "region", "reason", "retry_after_ms"}]} or null,
     *  "attempts": [{"offer", "region", "key", "outcome", "vendor_status",
     *                "started_ms", "first_event_ms", "total_ms", "calls"}]}
     * }</pre>
     */
    public Optional<ObjectNode> find(String account, String requestId) {
        long last = recorded.get() - 1;
        for (long number = last; number >= 0 && number > last - ring.length(); number--) {
            Decision decision = ring.getAcquire(place(number));
            if (decision != null && decision.requestId().equals(requestId)) {
                return decision.account().equals(account) ? Optional.of(DecisionJson.of(decision)) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private int place(long number) {
        return (int) (number % ring.length());
    }
}
