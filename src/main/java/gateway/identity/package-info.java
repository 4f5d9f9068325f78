/** Who is calling: API keys, stored only as keyed hashes. */
@NullMarked
package gateway.identity;

import org.jspecify.annotations.NullMarked;
