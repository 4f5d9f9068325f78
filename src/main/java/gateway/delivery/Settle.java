package gateway.delivery;

import gateway.admin.Decision;
import gateway.admin.Decisions;
import gateway.fault.ErrorCode;
import gateway.metrics.GatewayMetrics;
import gateway.time.Ticker;
import gateway.vendors.Offer;
import gateway.vendors.VendorDirectory.Lease;
import org.jspecify.annotations.Nullable;

/** Last step of every request, whatever became of it: gives back what it held and writes down what happened. */
public final class Settle {

    /** Method of the requests that ask something of a model, but for some about tasks; also when they were refused there is something to explain. */
    private static final String ASKING = "POST";

    private final Attempts attempts;
    private final Admit admit;
    private final BodyMemory memory;
    private final Watch watch;
    private final Decisions decisions;
    private final GatewayMetrics metrics;
    private final Ticker ticker;

    Settle(
            Attempts attempts,
            Admit admit,
            BodyMemory memory,
            Watch watch,
            Decisions decisions,
            GatewayMetrics metrics,
            Ticker ticker) {
        this.attempts = attempts;
        this.admit = admit;
        this.memory = memory;
        this.watch = watch;
        this.decisions = decisions;
        this.metrics = metrics;
        this.ticker = ticker;
    }

    public void settle(Call call) {
        call.settled = true;
        try {
            letGo(call);
        } finally {
            giveBack(call);
            record(call);
        }
    }

    /** For what left the route by an error of the Java machine, past every step: such a request must not hold its places for ever. */
    void settleAbandoned(Call call, Runnable giveBack) {
        if (call.settled) {
            return;
        }
        call.status = ErrorCode.INTERNAL_ERROR.status();
        call.error = ErrorCode.INTERNAL_ERROR;
        try {
            giveBack.run();
        } finally {
            settle(call);
        }
    }

    private void giveBack(Call call) {
        admit.leave(call);
        memory.release(call);
        SoundForm upload = call.upload;
        if (upload != null) {
            upload.file().close();
        }
        Lease lease = call.lease;
        if (lease != null) {
            lease.close();
        }
    }

    /** What the request held outside. */
    private void letGo(Call call) {
        try {
            watch.remove(call);
            EventStream events = call.events;
            if (events != null) {
                events.close();
            }
            call.inbound.client().release();
        } finally {
            attempts.abandon(call);
        }
    }

    private void record(Call call) {
        if (call.task == null) {
            metrics.request(call.inbound.method(), call.endpoint, call.status);
        } else if (call.status == 0) {
            // A question whose answer changes nothing for the caller.
            return;
        }
        boolean asks = call.inbound.method().equals(ASKING) && !call.endpoint.startsWith(TaskJson.PATHS);
        if (call.principal != null && asks && !call.filed) {
            Decision decision = Records.decision(call, ticker.nanos());
            decisions.record(decision);
            measureCost(Records.paid(call), decision.cost(), call.principal.tier());
        }
    }

    private void measureCost(@Nullable Offer paid, Decision.@Nullable Cost cost, String tier) {
        if (paid != null && cost != null) {
            metrics.cost(
                    paid.vendor().card().name(),
                    paid.model().id(),
                    tier,
                    cost.amount().doubleValue());
        }
    }
}
