package gateway.wire;

import gateway.wire.ChatRequest.Span;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway needs to know of a canonical reply or of one chunk of a stream, beside its bytes.
 *
 * @param choices number of choices; -1 when the field is absent
 * @param content bytes of generated text, reasoning, refusals and tool calls in it, as they stand in the JSON
 * @param finished choices that have a finish reason: bit n stands for the choice with index n, the last for all above
 * @param error whether it carries an error object instead of an answer
 * @param usage the vendor's count; null when it tells none
 * @param usageMember the whole member {@code usage}, one comma included; null when absent
 * @param usageValue the value of {@code usage}; null when absent
 * @param model value of {@code model}; null when absent
 */
public record ReplyFacts(
        int choices,
        int content,
        long finished,
        boolean error,
        @Nullable Usage usage,
        @Nullable Span usageMember,
        @Nullable Span usageValue,
        @Nullable Span model) {

    /** Whether it says anything to the caller beyond usage. */
    public boolean speaks() {
        return content > 0 || finished != 0;
    }
}
