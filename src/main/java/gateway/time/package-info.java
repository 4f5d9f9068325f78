/** Clocks, injected so that tests can turn them by hand. */
@NullMarked
package gateway.time;

import org.jspecify.annotations.NullMarked;
