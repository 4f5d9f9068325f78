/** The one error type and its codes. */
@NullMarked
package gateway.fault;

import org.jspecify.annotations.NullMarked;
