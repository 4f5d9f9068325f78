package gateway.time;

import java.time.Clock;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The clocks of this process: the only place that asks the machine for the time. */
@Configuration(proxyBeanMethods = false)
class Clocks {

    @Bean
    Ticker ticker() {
        return Ticker.system();
    }

    @Bean
    InstantSource instantSource() {
        return Clock.systemUTC();
    }
}
