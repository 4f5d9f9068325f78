/** Bytes on the wire: reading requests, replies and stream events without building trees, and editing them in place. */
@NullMarked
package gateway.wire;

import org.jspecify.annotations.NullMarked;
