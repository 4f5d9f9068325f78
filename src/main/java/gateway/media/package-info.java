/** Files that vendors made: kept for a while, and handed out by signed links. */
@NullMarked
package gateway.media;

import org.jspecify.annotations.NullMarked;
