package gateway.delivery;

import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.scoring.Demand;
import gateway.scoring.Planner;
import gateway.vendors.VendorDirectory;
import gateway.wire.ModelRequest;
import gateway.wire.RequestTree;

/** Decides which vendors are tried, in which order. */
public final class PlanCall {

    private final VendorDirectory vendors;
    private final Planner planner;
    private final ObjectMapper mapper;

    /** @param mapper reads requests that a rule of a card may look into */
    PlanCall(VendorDirectory vendors, Planner planner, ObjectMapper mapper) {
        this.vendors = vendors;
        this.planner = planner;
        this.mapper = mapper;
    }

    /** @throws gateway.fault.GatewayException 404 for an unknown model, 400 for one that cannot do what is asked */
    public void plan(Call call) {
        ModelRequest request = call.request();
        VendorDirectory.Lease lease = vendors.lease();
        call.lease = lease;
        Demand demand = new Demand(
                request.kind(),
                request.models(),
                request.needs(),
                new RequestTree(request, mapper),
                request.promptTokens(),
                request.maxOutputTokens(),
                request.units(),
                request.size(),
                call.inbound.strategy(),
                call.inbound.region());
        call.plan = planner.plan(demand, lease.catalog());
    }
}
