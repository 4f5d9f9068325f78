package gateway.vendors;

/** A model of a vendor, with all that it takes to speak to it. */
public record VendorModel(VendorCard card, ModelCard model, Mappings mappings) {

    /** The wire format, beside the mappings. */
    public Protocol protocol() {
        return model.capability().protocol();
    }
}
