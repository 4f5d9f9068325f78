/** What can go wrong, and how it is told. */
@NullMarked
package gateway.fault;

import org.jspecify.annotations.NullMarked;
