/** The dialect of OpenAI's Responses API, without its memory. */
@NullMarked
package gateway.api.responses;

import org.jspecify.annotations.NullMarked;
