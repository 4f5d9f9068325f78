/** The dialect of Anthropic's Messages API. */
@NullMarked
package gateway.api.anthropic;

import org.jspecify.annotations.NullMarked;
