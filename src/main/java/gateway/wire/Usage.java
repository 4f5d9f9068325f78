package gateway.wire;

import org.jspecify.annotations.Nullable;

/**
 * What one reply took: tokens, in parts that do not overlap and together are the total, and what is counted otherwise.
 *
 * @param input prompt tokens that are none of the following
 * @param cacheRead prompt tokens the vendor found in its cache
 * @param cacheWrite prompt tokens it wrote to its cache
 * @param image prompt tokens that are pictures
 * @param audio prompt tokens that are sound
 * @param output generated tokens that are none of the following
 * @param reasoning generated tokens that are reasoning
 * @param audioOutput generated tokens that are sound
 * @param units images or the like, which are no tokens; null where there are none
 * @param anomaly why the vendor's count was not believed and the numbers are our own; null when they are the vendor's
 */
public record Usage(
        long input,
        long cacheRead,
        long cacheWrite,
        long image,
        long audio,
        long output,
        long reasoning,
        long audioOutput,
        @Nullable Units units,
        @Nullable UsageAnomaly anomaly) {

    /** Bytes of UTF-8 text that make about one token, over the languages we see; only used where nobody counted. */
    private static final int BYTES_PER_TOKEN = 4;

    /**
     * The vendor's count where it can be true, else our own.
     *
     * @param told null when the vendor told none
     * @param promptTokens our own estimate
     * @param contentBytes bytes of generated text
     * @param contextTokens what the model can hold
     */
    public static Usage of(@Nullable ToldUsage told, long promptTokens, long contentBytes, int contextTokens) {
        UsageAnomaly anomaly = told == null ? UsageAnomaly.MISSING : told.anomaly(contentBytes, contextTokens);
        if (told != null && anomaly == null) {
            return told.parts();
        }
        return new Usage(promptTokens, 0, 0, 0, 0, tokens(contentBytes), 0, 0, null, anomaly);
    }

    /** The same, with numbers of our own that were counted, not estimated. */
    public Usage recounted(long prompt, long completion) {
        return new Usage(prompt, 0, 0, 0, 0, completion, 0, 0, null, anomaly);
    }

    /** Tokens in this many bytes of text, rounded up. */
    public static long tokens(long bytes) {
        return (bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
    }

    public boolean estimated() {
        return anomaly != null;
    }

    /** All of the prompt. */
    public long prompt() {
        return input + cacheRead + cacheWrite + image + audio;
    }

    /** All that was generated. */
    public long completion() {
        return output + reasoning + audioOutput;
    }

    public long total() {
        return prompt() + completion();
    }
}
