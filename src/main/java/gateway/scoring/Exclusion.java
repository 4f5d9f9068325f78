package gateway.scoring;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An offer that was not considered.
 *
 * @param offer for example {@code globex/globex-chat}; the name as asked for when nobody offers it
 * @param region empty when nobody offers the name
 * @param reason for people, for example {@code breaker open} or {@code cannot do vision}
 * @param retryAfter how long until the offer may be back; null when waiting does not help, because the request does not fit it
 */
public record Exclusion(
        String offer,
        String region,
        String reason,
        @Nullable Duration retryAfter) {}
