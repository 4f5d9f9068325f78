/** The management port: health, metrics, and behind a login the console. */
@NullMarked
package gateway.console;

import org.jspecify.annotations.NullMarked;
