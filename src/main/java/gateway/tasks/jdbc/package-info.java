/** Tasks in a relational database. */
@NullMarked
package gateway.tasks.jdbc;

import org.jspecify.annotations.NullMarked;
