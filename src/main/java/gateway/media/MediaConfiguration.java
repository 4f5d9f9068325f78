package gateway.media;

import gateway.identity.SigningKeys;
import gateway.media.http.PublicClient;
import gateway.media.local.LocalMediaStore;
import gateway.time.Ticker;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The keeping of files. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MediaSettings.class)
class MediaConfiguration {

    @Bean
    @ConditionalOnProperty(name = "gateway.media.store", havingValue = "local")
    MediaStore mediaStore(MediaSettings settings, InstantSource clock) {
        return new LocalMediaStore(settings.folder(), clock);
    }

    @Bean
    MediaLinks mediaLinks(SigningKeys keys, InstantSource clock, MediaSettings settings) {
        return new MediaLinks(keys.of("media links"), clock, settings.linkLife());
    }

    @Bean(destroyMethod = "close")
    PublicClient publicClient(MediaSettings settings, Ticker ticker) {
        PublicClient.Limits limits = new PublicClient.Limits(
                (int) settings.fileLimit().toBytes(),
                settings.fetchTimeout(),
                settings.fetchLimit(),
                settings.fetchConnections());
        return new PublicClient(limits, ticker);
    }

    @Bean
    MediaRetention mediaRetention(MediaStore store, InstantSource clock, MediaSettings settings) {
        return new MediaRetention(store, clock, settings.retention());
    }
}
