/** Files in a folder of this machine, or of a file system that several nodes share. */
@NullMarked
package gateway.media.local;

import org.jspecify.annotations.NullMarked;
