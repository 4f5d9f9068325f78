package gateway.vendors;

import java.util.List;

/**
 * {@code vendors/<name>/vendor.yaml} after checking: all that the gateway knows of a vendor before it calls it.
 *
 * @param name folder name; lower case letters, digits and hyphens
 * @param title name for people
 * @param models models offered; for a vendor that is probed, those its last answer named
 * @param limits what one node may ask of it
 * @param timeouts how long it may keep us waiting
 * @param credential how it is shown that it is us
 */
public record VendorCard(
        String name,
        String title,
        List<ModelCard> models,
        VendorLimits limits,
        VendorTimeouts timeouts,
        Credential credential) {}
