package gateway.vendors;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How a vendor that begins work now and ends it later is asked about it: {@code task} in a card.
 *
 * @param firstLook pause between the beginning of the work and the first question; each later one is half as long again
 * @param longestPause between two questions
 * @param looksPerSecond questions that one node asks of the vendor
 * @param cancels whether it can be told that the work is not wanted any more
 * @param callback how it signs its word that there is news, where it calls one address for all its work; null where it does not
 */
public record TaskShape(
        Duration firstLook,
        Duration longestPause,
        int looksPerSecond,
        boolean cancels,
        @Nullable CallbackSignature callback) {

    private static final double GROWTH = 1.5;
    private static final double SPREAD = 0.2;

    /**
     * Pause before the next question, a tenth more or less, so that tasks which began together do not go on so.
     *
     * @param looks questions asked already
     */
    public Duration pause(int looks, RandomGenerator random) {
        double nanos = Math.min((double) longestPause.toNanos(), firstLook.toNanos() * Math.pow(GROWTH, looks));
        return Duration.ofNanos((long) (nanos * (1 - SPREAD / 2 + SPREAD * random.nextDouble())));
    }
}
