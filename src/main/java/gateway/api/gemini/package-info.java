/** The dialect of Google's generateContent. */
@NullMarked
package gateway.api.gemini;

import org.jspecify.annotations.NullMarked;
