/** Fetches what vendors made from where they put it. */
@NullMarked
package gateway.media.http;

import org.jspecify.annotations.NullMarked;
