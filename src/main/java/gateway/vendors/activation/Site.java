package gateway.vendors.activation;

import gateway.vendors.KeyRing;
import java.net.URI;

/** A region in which a vendor can be called: an outlet that has no route yet. */
record Site(String region, URI baseUrl, KeyRing keys) {}
