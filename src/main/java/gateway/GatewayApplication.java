package gateway;

import gateway.tool.Rehearsal;
import gateway.tool.VendorTool;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.actuate.autoconfigure.security.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.error.ErrorMvcAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;

/**
 * Starts the gateway.
 *
 * <p>Spring's own security is left out here because it would put its filters in front of every API request; the
 * management port, in an application context of its own, brings the part it needs.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        exclude = {
            // The public port reports errors itself, in the API's form.
            ErrorMvcAutoConfiguration.class,
            ManagementWebSecurityAutoConfiguration.class,
            SecurityAutoConfiguration.class,
            SecurityFilterAutoConfiguration.class,
            UserDetailsServiceAutoConfiguration.class
        })
@ComponentScan(
        basePackages = {"gateway", "routes"},
        excludeFilters = @Filter(ManagementContextConfiguration.class))
@ConfigurationPropertiesScan("gateway")
public class GatewayApplication {

    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals(VendorTool.COMMAND)) {
            System.exit(VendorTool.onStandardOutput().run(args));
        }
        if (args.length > 0 && args[0].equals(Rehearsal.COMMAND)) {
            System.exit(new Rehearsal(GatewayApplication.class).run(args));
        }
        SpringApplication.run(GatewayApplication.class, args);
    }
}
