package gateway.wire;

import gateway.wire.ChatRequest.Span;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where in the bytes of a request that stands which every kind of request may have.
 *
 * @param model value of {@code model}; null when only {@code models} is given
 * @param models whole member {@code models} with one comma; null when absent
 * @param original whole member {@code original} with one comma; null when absent
 * @param nulls values that are null, by top-level field
 * @param open position after the opening brace
 */
public record Frame(
        @Nullable Span model,
        @Nullable Span models,
        @Nullable Span original,
        Map<String, Span> nulls,
        int open) {}
