/** Wire forms as tests write and read them, by other code than the gateway's. */
@NullMarked
package gateway.delivery.forms;

import org.jspecify.annotations.NullMarked;
