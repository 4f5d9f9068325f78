/** The servlet side of the API: what the gateway needs from Tomcat and from the servlet component, and no more. */
@NullMarked
package gateway.servlet;

import org.jspecify.annotations.NullMarked;
