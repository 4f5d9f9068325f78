package gateway.vendors;

/** A model that can be called: which vendor, which model of its card, in which region. */
public record Offer(LiveVendor vendor, ModelCard model, Outlet outlet) {

    /** Name that is unique in the gateway, for example {@code deepseek/deepseek-chat}: the name of breakers and MBeans. */
    public String name() {
        return vendor.card().name() + '/' + model.id();
    }
}
