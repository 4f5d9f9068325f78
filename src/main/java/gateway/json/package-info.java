/** Trees of JSON that take little memory. */
@NullMarked
package gateway.json;

import org.jspecify.annotations.NullMarked;
