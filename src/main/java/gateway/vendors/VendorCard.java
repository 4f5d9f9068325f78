package gateway.vendors;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * {@code vendors/<name>/vendor.yaml} after checking: all that the gateway knows of a vendor before it calls it.
 *
 * @param name folder name; lower case letters, digits and hyphens
 * @param title name for people
 * @param models models offered; for a vendor that is probed, those its last answer named
 * @param limits what one node may ask of it
 * @param timeouts how long it may keep us waiting
 * @param streamUsage whether it takes {@code stream_options.include_usage}
 * @param protocol its wire format
 * @param defaults request fields set when the caller leaves them out, by field name
 */
public record VendorCard(
        String name,
        String title,
        List<ModelCard> models,
        VendorLimits limits,
        VendorTimeouts timeouts,
        boolean streamUsage,
        Protocol protocol,
        Map<String, JsonNode> defaults) {}
