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

    /** Characters of a word that is longer are counted where they are cut. */
    private static final int LONGEST_WORD = 1024;

    private final @Nullable Tokenizer tokenizer;
    private final @Nullable TokenCounter counter;
    private final @Nullable StringBuilder text;
    private long bytes;
    private long counted;

    /** @param tokenizer null when the model's encoding is not known */
    Generated(@Nullable Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
        this.counter = tokenizer == null ? null : new TokenCounter(tokenizer);
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
            countWords(text);
        }
    }

    /** Bytes of text. */
    long bytes() {
        return bytes;
    }

    /** May be asked while there is more to come: the last word is then counted again with its end. */
    long tokens() {
        if (text == null || tokenizer == null) {
            return Usage.tokens(bytes);
        }
        countWords(text);
        return counted + TokenCounter.of(text.toString(), tokenizer);
    }

    private void countWords(StringBuilder all) {
        if (counter != null) {
            int end = all.lastIndexOf(" ");
            int until = all.length() - end > LONGEST_WORD ? all.length() : Math.max(0, end);
            counted += counter.of(all.substring(0, until));
            all.delete(0, until);
        }
    }
}
