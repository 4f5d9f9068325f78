package gateway.tasks.rocketmq;

import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The queue over a broker, where it is wanted. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "gateway.tasks.queue", havingValue = "rocketmq")
@EnableConfigurationProperties(RocketQueueSettings.class)
class RocketQueueConfiguration {

    @Bean
    RocketQueue taskQueue(@Lazy ProducerTemplate camel, RocketQueueSettings settings) {
        settings.check();
        return new RocketQueue(camel, settings.producer());
    }

    @Bean
    RocketListening rocketListening(CamelContext camel) {
        return new RocketListening(camel);
    }
}
