package gateway.wire;

import gateway.wire.ChatRequest.Span;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway needs to know of a canonical reply or of one chunk of a stream, beside its bytes.
 *
 * @param choices number of choices; -1 when the field is absent
 * @param choicesValue the value of {@code choices}; null when absent
 * @param content bytes of generated text, reasoning, names and arguments of tool calls in it
 * @param refusal whether it holds words of a refusal; some vendors do not count them
 * @param finished choices that have a finish reason: bit n stands for the choice with index n, the last for all above
 * @param error whether it carries an error object instead of an answer
 * @param usage the vendor's count; null when it tells none
 * @param usageMember the whole member {@code usage}, one comma included; null when absent
 * @param usageValue the value of {@code usage}; null when absent
 * @param id value of {@code id}; null when absent
 * @param model value of {@code model}; null when absent
 */
public record ReplyFacts(
        int choices,
        @Nullable Span choicesValue,
        int content,
        boolean refusal,
        long finished,
        boolean error,
        @Nullable ToldUsage usage,
        @Nullable Span usageMember,
        @Nullable Span usageValue,
        @Nullable Span id,
        @Nullable Span model) {

    /** Bit of {@link #finished} that choices share which have none of their own. */
    public static final long LATER_CHOICES = 1L << (Long.SIZE - 1);

    /** Whether it says anything to the caller beyond usage. */
    public boolean speaks() {
        return content > 0 || refusal || finished != 0;
    }
}
