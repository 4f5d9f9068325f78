package gateway.vendors.folder;

import gateway.vendors.VendorLimits;
import gateway.vendors.VendorTimeouts;

/** What holds for a vendor whose card says nothing of it. */
public record CardDefaults(VendorLimits limits, VendorTimeouts timeouts) {}
