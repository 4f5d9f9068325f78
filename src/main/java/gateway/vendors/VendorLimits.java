package gateway.vendors;

/**
 * What one node may ask of a vendor.
 *
 * @param inFlight requests under way at once
 * @param requestsPerSecond requests started in any second
 */
public record VendorLimits(int inFlight, int requestsPerSecond) {}
