package gateway.local;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How the sandbox answers.
 *
 * @param wordsPerSecond pace of its streams; 0 for as fast as they are read
 * @param maxWords longest answer a caller can order, in words
 * @param maxWait longest silence before an answer that a caller can order
 */
@ConfigurationProperties("gateway.sandbox")
public record SandboxSettings(int wordsPerSecond, int maxWords, Duration maxWait) {

    public SandboxSettings {
        if (wordsPerSecond < 0 || maxWords < 1 || maxWait.isNegative()) {
            throw new IllegalArgumentException(
                    "gateway.sandbox: words-per-second must be 0 or more, max-words 1 or more,"
                            + " max-wait not negative; got " + wordsPerSecond + ", " + maxWords + ", " + maxWait);
        }
    }

    /** From one word to the next. */
    Duration interval() {
        return wordsPerSecond == 0 ? Duration.ZERO : Duration.ofSeconds(1).dividedBy(wordsPerSecond);
    }
}
