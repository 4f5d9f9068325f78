/** API keys in a relational database. */
@NullMarked
package gateway.identity.jdbc;

import org.jspecify.annotations.NullMarked;
