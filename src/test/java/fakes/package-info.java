/** The outside world of the tests: vendors of every temper and callers of every temper, over real sockets. */
@NullMarked
package fakes;

import org.jspecify.annotations.NullMarked;
