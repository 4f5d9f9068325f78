/** Commands for integration engineers, in the same jar as the gateway; nothing of it runs while the gateway serves. */
@NullMarked
package gateway.tool;

import org.jspecify.annotations.NullMarked;
