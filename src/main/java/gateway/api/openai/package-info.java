/** The dialect of OpenAI's chat completions, which is also the canonical one. */
@NullMarked
package gateway.api.openai;

import org.jspecify.annotations.NullMarked;
