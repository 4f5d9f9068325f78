/** The gateway: its start, and below it a package a feature. */
@NullMarked
package gateway;

import org.jspecify.annotations.NullMarked;
