package gateway.delivery;

import gateway.fault.ErrorCode;
import gateway.fault.GatewayException;
import gateway.identity.ApiKeys;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Who is it, and may they: every route for callers passes here before anything else is looked at. */
public final class Admit {

    private static final Duration SOON = Duration.ofSeconds(1);

    private final ApiKeys keys;
    private final Drain drain;
    private final int maxInFlight;
    private final AtomicInteger inFlight = new AtomicInteger();

    Admit(ApiKeys keys, Drain drain, DeliverySettings settings) {
        this.keys = keys;
        this.drain = drain;
        this.maxInFlight = settings.maxInFlight();
    }

    /** @throws GatewayException 401 without a valid key; 503 while stopping, or when too much is under way */
    public void admit(Call call) {
        if (drain.draining()) {
            throw new GatewayException(ErrorCode.SHUTTING_DOWN, "This node is stopping; try again.", null, SOON);
        }
        if (inFlight.incrementAndGet() > maxInFlight) {
            inFlight.decrementAndGet();
            throw new GatewayException(
                    ErrorCode.OVERLOADED, "Too many requests are under way on this node; try again.", null, SOON);
        }
        call.admitted = true;
        call.principal = keys.authenticate(call.inbound.authorization(), call.inbound.apiKey());
    }

    /** For the end of every request. */
    void leave(Call call) {
        if (call.admitted) {
            call.admitted = false;
            inFlight.decrementAndGet();
        }
    }
}
