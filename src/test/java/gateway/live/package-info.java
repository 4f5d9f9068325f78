/** The gateway as its users meet it: over HTTP, with vendors that behave in every way we know. */
@NullMarked
package gateway.live;

import org.jspecify.annotations.NullMarked;
