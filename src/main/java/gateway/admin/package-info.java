/** What ops and callers can look at: why a request went where it went, and how every vendor is. */
@NullMarked
package gateway.admin;

import org.jspecify.annotations.NullMarked;
