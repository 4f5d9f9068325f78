package gateway.delivery;

import gateway.vendors.Tokenizer;
import gateway.wire.TokenCounter;
import gateway.wire.Usage;
import org.jspecify.annotations.Nullable;

/**
 * How much a stream has generated, should its vendor tell no count that can be true. Where the model's encoding is known the
 * text is kept to be counted; of a long stream the beginning is counted and let go. One thread's.
 */
final class Generated {

    /** Characters that are kept uncounted. */
    private static final int MOST_KEPT = 64 * 1024;

    private final @Nullable Tokenizer tokenizer;
    private final @Nullable StringBuilder text;
    private long bytes;
    private long counted;

    /** @param tokenizer null when the model's encoding is not known */
    Generated(@Nullable Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
        this.text = tokenizer == null ? null : new StringBuilder();
    }

    /** Where the text of the next event goes; null when nobody wants it. */
    @Nullable
    StringBuilder sink() {
        return text;
    }

    /** To be called after each event, with the bytes of its text. */
    void add(int content) {
        bytes += content;
        if (text != null && text.length() > MOST_KEPT) {
            count();
        }
    }

    /** Bytes of text. */
    long bytes() {
        return bytes;
    }

    long tokens() {
        return count() ? counted : Usage.tokens(bytes);
    }

    private boolean count() {
        if (text == null || tokenizer == null) {
            return false;
        }
        counted += TokenCounter.of(text.toString(), tokenizer);
        text.setLength(0);
        return true;
    }
}
