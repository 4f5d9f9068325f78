package gateway.delivery;

import gateway.fault.StartupException;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * {@code gateway.delivery}: limits of one request on its way.
 *
 * @param maxInFlight requests under way at once on this node; more are refused with 503
 * @param bodyLimit size of a request body
 * @param uploadLimit size of the body of a request about images or sound
 * @param uploadFolder for files of callers that are too large to be held, while their requests last
 * @param uploadDisk bytes of all these files; more are refused with 503
 * @param embeddingTexts texts in one request for embeddings
 * @param images in one request
 * @param bodyMemory bytes of all request bodies, and answers not yet sent, held at once on this node; more are refused with 503
 * @param jsonDepth nesting of JSON in requests and replies, in levels
 * @param attemptBudget tries at vendors one request may cause; a try at an answer in parts is one, whatever its calls
 * @param deadline from the request's arrival to the vendor's first event of a stream, or to the end of its whole reply; the
 *     caller's body must have come by then
 * @param resendDoubtful whether a request goes to another vendor also when the failed one may have done the work
 * @param retryAfterCap longest {@code Retry-After} told to a caller
 * @param keyQuarantine rest of a key that its vendor refused
 * @param misfitPause after a warning that a mapping cannot take a message, before the log tells of the same place again
 * @param tokenExchange longest wait for a token that a vendor gives for our key
 * @param replyLimit size of a buffered reply, unpacked
 * @param embeddingReplyLimit the same for embeddings, all parts of one request together
 * @param imageReplyLimit the same for images
 * @param eventLimit size of one stream event
 * @param answerMemory characters kept of each streamed answer, in dialects that tell things later or again
 * @param streamLimit longest life of a stream
 * @param writeLimit longest a caller may take for a piece of an answer, at most 64 KB; one who does not read is cut off
 * @param heartbeat silence after which a streaming caller gets a comment
 * @param tick how often deadlines are looked at
 * @param probe how often it is looked whether a waiting caller is still there
 * @param drain how long running requests may go on after a stop was asked for
 */
@ConfigurationProperties("gateway.delivery")
public record DeliverySettings(
        int maxInFlight,
        DataSize bodyLimit,
        DataSize uploadLimit,
        Path uploadFolder,
        DataSize uploadDisk,
        int embeddingTexts,
        int images,
        DataSize bodyMemory,
        int jsonDepth,
        int attemptBudget,
        Duration deadline,
        boolean resendDoubtful,
        Duration retryAfterCap,
        Duration keyQuarantine,
        Duration misfitPause,
        Duration tokenExchange,
        DataSize replyLimit,
        DataSize embeddingReplyLimit,
        DataSize imageReplyLimit,
        DataSize eventLimit,
        DataSize answerMemory,
        Duration streamLimit,
        Duration writeLimit,
        Duration heartbeat,
        Duration tick,
        Duration probe,
        Duration drain) {

    private static final long LARGEST_ARRAY = Integer.MAX_VALUE - 64;

    public DeliverySettings {
        atLeastOne("max-in-flight", maxInFlight);
        atLeastOne("embedding-texts", embeddingTexts);
        atLeastOne("images", images);
        atLeastOne("json-depth", jsonDepth);
        atLeastOne("attempt-budget", attemptBudget);
        fits("body-limit", bodyLimit);
        fits("upload-limit", uploadLimit);
        fits("reply-limit", replyLimit);
        fits("embedding-reply-limit", embeddingReplyLimit);
        fits("image-reply-limit", imageReplyLimit);
        fits("event-limit", eventLimit);
        fits("answer-memory", answerMemory);
        if (bodyMemory.compareTo(bodyLimit) < 0 || bodyMemory.compareTo(uploadLimit) < 0) {
            throw wrong(
                    "body-memory",
                    "must not be below body-limit and upload-limit, or no large body could ever be read");
        }
        if (uploadDisk.compareTo(uploadLimit) < 0) {
            throw wrong("upload-disk", "must not be below upload-limit, or no large file could ever be taken");
        }
        positive("deadline", deadline);
        positive("stream-limit", streamLimit);
        positive("write-limit", writeLimit);
        positive("heartbeat", heartbeat);
        positive("tick", tick);
        positive("probe", probe);
        positive("key-quarantine", keyQuarantine);
        positive("misfit-pause", misfitPause);
        positive("token-exchange", tokenExchange);
        positive("retry-after-cap", retryAfterCap);
        if (drain.isNegative()) {
            throw wrong("drain", "must not be negative");
        }
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw wrong(name, "must be at least 1");
        }
    }

    private static void fits(String name, DataSize size) {
        if (size.toBytes() < 1 || size.toBytes() > LARGEST_ARRAY) {
            throw wrong(name, "must lie between 1B and 2047MB");
        }
    }

    private static void positive(String name, Duration duration) {
        if (!duration.isPositive()) {
            throw wrong(name, "must be longer than nothing");
        }
    }

    private static StartupException wrong(String name, String problem) {
        return new StartupException("The setting gateway.delivery." + name + ' ' + problem + '.');
    }
}
