/** The HTTP server under the public port. */
@NullMarked
package gateway.server;

import org.jspecify.annotations.NullMarked;
