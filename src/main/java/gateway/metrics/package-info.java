/** What the gateway counts and measures. */
@NullMarked
package gateway.metrics;

import org.jspecify.annotations.NullMarked;
