package gateway.media.s3;

import gateway.fault.StartupException;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code gateway.media.s3}: where files are kept when {@code gateway.media.store} is {@code s3}.
 *
 * @param endpoint address of the service; empty for Amazon's own in the region
 * @param region name of the region
 * @param bucket that is there already
 * @param prefix of all names in it
 * @param accessKey id of the key; empty: as the environment of Amazon's programs says
 * @param secretKey its secret
 * @param pathStyle whether the bucket stands in the path of an address, and not in its host
 * @param timeout for one call in all
 */
@ConfigurationProperties("gateway.media.s3")
public record S3Settings(
        String endpoint,
        String region,
        String bucket,
        String prefix,
        String accessKey,
        String secretKey,
        boolean pathStyle,
        Duration timeout) {

    /** @throws StartupException when it lacks what it takes to call the service */
    void check() {
        if (bucket.isEmpty()) {
            throw new StartupException(
                    "The setting gateway.media.s3.bucket is empty: name the bucket that files are to be kept in, or set"
                            + " gateway.media.store to local.");
        }
        if (accessKey.isEmpty() != secretKey.isEmpty()) {
            throw new StartupException(
                    "Of the settings gateway.media.s3.access-key and gateway.media.s3.secret-key one is empty: give both or"
                            + " none.");
        }
        if (!endpoint.isEmpty() && URI.create(endpoint).getHost() == null) {
            throw new StartupException(
                    "The setting gateway.media.s3.endpoint must be an address such as https://oss-cn-beijing.aliyuncs.com.");
        }
    }
}
