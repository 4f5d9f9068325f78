/** The HTTP client that calls vendors. */
@NullMarked
package gateway.delivery.http;

import org.jspecify.annotations.NullMarked;
