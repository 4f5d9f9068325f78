/** The steps of a chat request, over one {@link gateway.delivery.Call}. */
@NullMarked
package gateway.delivery;

import org.jspecify.annotations.NullMarked;
