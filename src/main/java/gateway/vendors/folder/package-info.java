/** Reads and checks a vendor's folder. Nothing here calls a vendor or knows Camel; what is wrong becomes a list of faults. */
@NullMarked
package gateway.vendors.folder;

import org.jspecify.annotations.NullMarked;
