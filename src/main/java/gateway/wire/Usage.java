package gateway.wire;

/**
 * Tokens of one reply.
 *
 * @param prompt prompt tokens, cached ones included
 * @param cached prompt tokens the vendor found in its cache
 * @param completion generated tokens, reasoning included
 * @param reasoning generated tokens that are reasoning
 * @param estimated true when the vendor told nothing usable and the numbers are our own
 */
public record Usage(long prompt, long cached, long completion, long reasoning, boolean estimated) {

    /** Above this a count is an error of the vendor, not a reply: no model has a context of a billion tokens. */
    private static final long ABSURD = 1_000_000_000L;

    /** Bytes of UTF-8 text that make about one token, over the languages we see; only used where nobody counted. */
    private static final int BYTES_PER_TOKEN = 4;

    /** Our own count, for a reply without a usable one. */
    public static Usage estimate(long promptTokens, long completionBytes) {
        return new Usage(promptTokens, 0, tokens(completionBytes), 0, true);
    }

    /** Tokens in this many bytes of text, rounded up. */
    public static long tokens(long bytes) {
        return (bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
    }

    public long total() {
        return prompt + completion;
    }

    /**
     * Whether the numbers can be true of a reply.
     *
     * @param contentBytes bytes of generated text in it
     */
    public boolean plausible(long contentBytes) {
        return prompt > 0
                && inRange(prompt)
                && inRange(completion)
                && cached >= 0
                && cached <= prompt
                && reasoning >= 0
                && reasoning <= completion
                && (completion > 0 || contentBytes == 0);
    }

    private static boolean inRange(long count) {
        return count >= 0 && count < ABSURD;
    }
}
