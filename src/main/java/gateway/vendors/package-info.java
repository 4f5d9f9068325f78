/** Vendors as data: cards, catalog, loading, activation. */
@NullMarked
package gateway.vendors;

import org.jspecify.annotations.NullMarked;
