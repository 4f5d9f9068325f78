package gateway.vendors;

/**
 * A model that can be called: which vendor, which model of its card, in which region.
 *
 * @param name name that is unique in the gateway but for the region, for example {@code globex/globex-chat}: the name of
 *     breakers and MBeans. Kept, not computed: it is looked up several times a request
 */
public record Offer(LiveVendor vendor, ModelCard model, Outlet outlet, String name) {

    public Offer(LiveVendor vendor, ModelCard model, Outlet outlet) {
        this(vendor, model, outlet, vendor.card().name() + '/' + model.id());
    }

    /** What it takes to speak to it. */
    public VendorModel vendorModel() {
        return new VendorModel(vendor.card(), model, vendor.mappingsOf(model));
    }

    /** Its wire format, beside the mappings. */
    public Protocol protocol() {
        return model.capability().protocol();
    }

    /** Whether its vendor can be told that work which it has begun is not wanted any more. */
    public boolean cancels() {
        TaskShape task = protocol().task();
        return task != null && task.cancels();
    }

    /** Camel endpoint of the route that calls it. */
    public String endpoint() {
        return outlet.endpoint(model.capability().name());
    }
}
