package gateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The decisions of the last requests on this node: a ring says which are the last, a map finds one by its request id. Each
 * decision is put into the map before it takes its place in the ring, and leaves the map when another takes that place: so
 * the map never holds more than the ring and what is on its way there. Thread-safe, without a lock of its own.
 */
public final class Decisions {

    private final AtomicReferenceArray<Decision> ring;
    private final AtomicLong recorded = new AtomicLong();
    private final ConcurrentMap<String, Decision> byId;

    public Decisions(DecisionSettings settings) {
        this.ring = new AtomicReferenceArray<>(settings.kept());
        this.byId = new ConcurrentHashMap<>();
    }

    /** Keeps a decision and drops the oldest. Of two with the same request id the later is found. */
    public void record(Decision decision) {
        byId.put(decision.requestId(), decision);
        int place = (int) (recorded.getAndIncrement() % ring.length());
        Decision oldest = ring.getAndSet(place, decision);
        if (oldest != null) {
            byId.remove(oldest.requestId(), oldest);
        }
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
        return Optional.ofNullable(byId.get(requestId))
                .filter(decision -> decision.account().equals(account))
                .map(DecisionJson::of);
    }

    /** Number of decisions that can be found. */
    int size() {
        return byId.size();
    }
}
