/** The only place that reads the machine's clocks; everybody else is given one, and a test turns it by hand. */
@NullMarked
package gateway.time;

import org.jspecify.annotations.NullMarked;
