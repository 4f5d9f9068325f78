/** Turns checked vendor folders into callable vendors, and replaces and retires them while requests are under way. */
@NullMarked
package gateway.vendors.activation;

import org.jspecify.annotations.NullMarked;
