/** What the gateway knows of vendors: their cards, what can be called now, and how their folders are doing. */
@NullMarked
package gateway.vendors;

import org.jspecify.annotations.NullMarked;
