/** Files in a bucket of S3, or of a service that speaks as it does. */
@NullMarked
package gateway.media.s3;

import org.jspecify.annotations.NullMarked;
