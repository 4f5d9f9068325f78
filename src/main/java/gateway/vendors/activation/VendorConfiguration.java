package gateway.vendors.activation;

import gateway.time.Ticker;
import gateway.vendors.Replay;
import gateway.vendors.VendorDirectory;
import gateway.vendors.VendorReports;
import gateway.vendors.folder.FolderReader;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import javax.management.JMException;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.env.Environment;

/** The parts that bring vendor folders to life. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(VendorSettings.class)
class VendorConfiguration {

    @Bean
    VendorDirectory vendorDirectory() {
        return new VendorDirectory();
    }

    @Bean
    VendorReports vendorReports() {
        return new VendorReports();
    }

    /** On the platform's MBean server: that is where the console looks. */
    @Bean
    VendorFoldersView vendorFoldersView(VendorReports reports) throws JMException {
        return new VendorFoldersView(reports, ManagementFactory.getPlatformMBeanServer());
    }

    @Bean
    ModelProbe modelProbe(VendorSettings settings) {
        return new ModelProbe(settings.probeTimeout());
    }

    @Bean
    VendorWatcher vendorWatcher(
            VendorSettings settings,
            CamelContext camel,
            Replay replay,
            Environment environment,
            ModelProbe probe,
            VendorDirectory directory,
            VendorReports reports,
            MeterRegistry meters,
            InstantSource clock,
            Ticker ticker) {
        VendorRoutes routes = new VendorRoutes(camel);
        FolderReader reader = new FolderReader(settings.cardDefaults(), routes, replay);
        VendorActivator activator =
                new VendorActivator(reader, new VendorEnvironment(environment, ticker), probe, routes);
        return new VendorWatcher(
                settings.root(),
                activator,
                routes,
                directory,
                reports,
                new ActivationMeters(meters, reports),
                clock,
                ticker);
    }

    /** The watcher is the first to stop. */
    @Bean
    ApplicationListener<ContextClosedEvent> vendorStop(ApplicationContext context, VendorWatcher watcher) {
        return event -> {
            if (event.getApplicationContext().equals(context)) {
                watcher.close();
            }
        };
    }

    /** Vendors are loaded as the last part of Camel's start, so that nobody takes the gateway for ready before. */
    @Bean
    CamelContextConfiguration vendorStart(ObjectProvider<VendorWatcher> watcher, VendorSettings settings) {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext camel) {
                // Too early: the routes that vendors' routes call are not running yet.
            }

            @Override
            public void afterApplicationStart(CamelContext camel) {
                watcher.getObject().start(settings.scanInterval());
            }
        };
    }
}
