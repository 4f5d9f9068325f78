/** Work that outlives the request that asked for it: what it is, where it is kept, and who goes on with it when. */
@NullMarked
package gateway.tasks;

import org.jspecify.annotations.NullMarked;
