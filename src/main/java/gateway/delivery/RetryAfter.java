package gateway.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Reads a {@code Retry-After} header: seconds or a date; anything else counts as not given. */
final class RetryAfter {

    /** More digits than any sensible pause has; keeps the number within a long. */
    private static final int LONGEST_NUMBER = 12;

    private RetryAfter() {}

    static @Nullable Duration parse(@Nullable Object header, Instant now) {
        if (header == null) {
            return null;
        }
        String text = header.toString().strip();
        if (!text.isEmpty() && text.length() <= LONGEST_NUMBER && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        try {
            Duration pause = Duration.between(
                    now,
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
            return pause.isNegative() ? Duration.ZERO : pause;
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
