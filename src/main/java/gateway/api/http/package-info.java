/** The servlet side of the API: what the gateway needs from Tomcat and from the servlet component, and no more. */
@NullMarked
package gateway.api.http;

import org.jspecify.annotations.NullMarked;
