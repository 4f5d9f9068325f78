/** The caller's side: dialects of requests, answers and errors. */
@NullMarked
package gateway.api;

import org.jspecify.annotations.NullMarked;
