/** Forms in which bytes travel between caller, gateway and vendor. Knows no vendor, no route and no HTTP library. */
@NullMarked
package gateway.wire;

import org.jspecify.annotations.NullMarked;
