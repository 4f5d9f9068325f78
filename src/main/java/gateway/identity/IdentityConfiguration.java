package gateway.identity;

import gateway.time.Ticker;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the recognition of callers together. */
@Configuration(proxyBeanMethods = false)
class IdentityConfiguration {

    @Bean
    KeyHasher keyHasher(IdentitySettings settings, KeyStore store) {
        return new KeyHasher(Pepper.load(settings, store.isEmpty()));
    }

    @Bean
    SigningKeys signingKeys(KeyHasher hasher) {
        return new SigningKeys(hasher);
    }

    @Bean
    ApiKeys apiKeys(KeyHasher hasher, KeyStore store, IdentitySettings settings, Ticker ticker) {
        return new ApiKeys(hasher, store, settings, ticker);
    }

    @Bean
    DevelopmentKey developmentKey(IdentitySettings settings, KeyStore store, KeyHasher hasher) {
        return DevelopmentKey.prepare(settings, store, hasher);
    }
}
