package gateway.delivery;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * {@code gateway.delivery}: limits of one request on its way.
 *
 * @param maxInFlight requests under way at once on this node; more are refused with 503
 * @param bodyLimit size of a request body
 * @param jsonDepth nesting of JSON in requests and replies, in levels
 * @param attemptBudget vendor calls one request may cause
 * @param deadline from the request's arrival to the first event of a stream, or to the last byte of a buffered reply
 * @param resendDoubtful whether a request goes to another vendor also when the failed one may have done the work
 * @param retryAfterCap longest {@code Retry-After} told to a caller
 * @param keyQuarantine rest of a key that its vendor refused
 * @param replyLimit size of a buffered reply, unpacked
 * @param eventLimit size of one stream event
 * @param streamLimit longest life of a stream
 * @param heartbeat silence after which a streaming caller gets a comment
 * @param tick how often deadlines are looked at
 * @param probe how often it is looked whether a waiting caller is still there
 * @param drain how long running requests may go on after a stop was asked for
 */
@ConfigurationProperties("gateway.delivery")
public record DeliverySettings(
        int maxInFlight,
        DataSize bodyLimit,
        int jsonDepth,
        int attemptBudget,
        Duration deadline,
        boolean resendDoubtful,
        Duration retryAfterCap,
        Duration keyQuarantine,
        DataSize replyLimit,
        DataSize eventLimit,
        Duration streamLimit,
        Duration heartbeat,
        Duration tick,
        Duration probe,
        Duration drain) {}
