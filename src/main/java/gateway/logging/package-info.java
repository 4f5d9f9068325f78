/** How log lines look. */
@NullMarked
package gateway.logging;

import org.jspecify.annotations.NullMarked;
