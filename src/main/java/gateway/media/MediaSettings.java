package gateway.media;

import gateway.fault.StartupException;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * {@code gateway.media}: files that vendors made.
 *
 * @param folder where they are kept
 * @param publicUrl address of the gateway in links to them; empty: the one that the request was sent to
 * @param retention how long a file is kept after it was made last
 * @param linkLife how long a link is good for; links end on full hours, so up to an hour more
 * @param fileLimit largest file that is fetched from where a vendor put it
 * @param pixelLimit width times height of an image that a caller gives
 * @param decodeLimit width times height of an image that is decoded, to be converted
 * @param fetchTimeout for such a fetch: to connect, and between two packets
 * @param fetchLimit for such a fetch in all
 * @param fetchConnections to one host, for such fetches
 * @param fetchPrivate whether it may lead to addresses of this machine and of private networks
 */
@ConfigurationProperties("gateway.media")
public record MediaSettings(
        Path folder,
        String publicUrl,
        Duration retention,
        Duration linkLife,
        DataSize fileLimit,
        long pixelLimit,
        long decodeLimit,
        Duration fetchTimeout,
        Duration fetchLimit,
        int fetchConnections,
        boolean fetchPrivate) {

    public MediaSettings {
        if (linkLife.plus(MediaLinks.STEP).compareTo(retention) > 0) {
            throw new StartupException(
                    "The setting gateway.media.retention must be longer than gateway.media.link-life by an"
                            + " hour at least: a link would outlive its file.");
        }
        if (fileLimit.toBytes() < 1 || fileLimit.toBytes() > Integer.MAX_VALUE - 64) {
            throw new StartupException("The setting gateway.media.file-limit must lie between 1B and 2047MB.");
        }
        if (publicUrl.endsWith("/")) {
            throw new StartupException("The setting gateway.media.public-url must not end with a slash.");
        }
    }
}
