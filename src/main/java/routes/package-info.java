/** Route builders: what happens, in which order. What the steps do is in {@code gateway}. */
@NullMarked
package routes;

import org.jspecify.annotations.NullMarked;
