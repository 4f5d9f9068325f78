package gateway.wire;

import org.jspecify.annotations.Nullable;

/**
 * A vendor's own count, as the canonical {@code usage} object tells it: its parts overlap. What is not told is 0; a number
 * that no count can be is negative.
 *
 * @param prompt prompt tokens, all of them
 * @param cached of these, found in the vendor's cache
 * @param cacheWritten of these, written to it
 * @param image of these, pictures
 * @param audio of these, sound
 * @param completion generated tokens, reasoning included; some vendors leave it out, which shows in the total
 * @param reasoning generated tokens that are reasoning
 * @param audioOutput generated tokens that are sound
 * @param total the vendor's total
 */
public record ToldUsage(
        long prompt,
        long cached,
        long cacheWritten,
        long image,
        long audio,
        long completion,
        long reasoning,
        long audioOutput,
        long total) {

    /** No model reads or writes so many times what it can hold: such a count is an error of the vendor. */
    private static final int TIMES_TOO_MUCH = 10;

    /** A count of nothing but a prompt. */
    public static ToldUsage ofPrompt(long tokens) {
        return new ToldUsage(tokens, 0, 0, 0, 0, 0, 0, 0, tokens);
    }

    /**
     * What is wrong with it.
     *
     * @param contentBytes bytes of generated text in the reply
     * @param contextTokens what the model can hold
     * @return null when it can be true
     */
    public @Nullable UsageAnomaly anomaly(long contentBytes, int contextTokens) {
        if (least() < 0) {
            return UsageAnomaly.IMPOSSIBLE;
        }
        long most = (long) contextTokens * TIMES_TOO_MUCH;
        if (prompt > most || generated() > most || cached > most || cacheWritten > most) {
            return UsageAnomaly.ABSURD;
        }
        if (prompt == 0 || (completion == 0 && contentBytes > 0)) {
            return UsageAnomaly.ZERO;
        }
        if (cached + cacheWritten > prompt || image > prompt || audio > prompt) {
            return UsageAnomaly.PARTS;
        }
        if (reasoning > generated() || audioOutput > generated()) {
            return UsageAnomaly.PARTS;
        }
        return total == 0 || total == prompt + generated() ? null : UsageAnomaly.TOTAL;
    }

    /** The same count in parts that do not overlap; only of a count without anomaly. */
    Usage parts() {
        // What came from the cache may be sound or a picture, too: then it counts as cached, for that is its price.
        long uncached = prompt - cached - cacheWritten;
        long sound = Math.min(audio, uncached);
        long pictures = Math.min(image, uncached - sound);
        long spoken = Math.min(audioOutput, generated() - reasoning);
        return new Usage(
                uncached - sound - pictures,
                cached,
                cacheWritten,
                pictures,
                sound,
                generated() - reasoning - spoken,
                reasoning,
                spoken,
                null,
                null);
    }

    /** Generated tokens, reasoning included. */
    private long generated() {
        boolean apart = reasoning > 0 && total == prompt + completion + reasoning;
        return apart ? completion + reasoning : completion;
    }

    private long least() {
        long input = Math.min(Math.min(prompt, cached), Math.min(cacheWritten, Math.min(image, audio)));
        return Math.min(input, Math.min(Math.min(completion, reasoning), Math.min(audioOutput, total)));
    }
}
