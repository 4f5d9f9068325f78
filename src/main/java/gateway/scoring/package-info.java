/** Which vendor serves a request: names are resolved, offers filtered, scored and ordered. Knows no Camel. */
@NullMarked
package gateway.scoring;

import org.jspecify.annotations.NullMarked;
