package gateway.admin;

import gateway.scoring.Breakers;
import gateway.scoring.HealthBook;
import gateway.scoring.Planner;
import gateway.time.Ticker;
import gateway.vendors.VendorDirectory;
import java.lang.management.ManagementFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The parts that show what the gateway does. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties({DecisionSettings.class, VendorMBeanSettings.class})
class AdminConfiguration {

    @Bean
    Decisions decisions(DecisionSettings settings) {
        return new Decisions(settings);
    }

    /** On the platform's MBean server: that is where the console looks, and Camel's own beans are. */
    @Bean
    VendorMBeans vendorMBeans(
            VendorDirectory directory,
            Planner planner,
            HealthBook health,
            Breakers breakers,
            Ticker ticker,
            VendorMBeanSettings settings) {
        return new VendorMBeans(
                ManagementFactory.getPlatformMBeanServer(),
                new VendorView.Sources(directory, planner, health, breakers, ticker, settings));
    }
}
