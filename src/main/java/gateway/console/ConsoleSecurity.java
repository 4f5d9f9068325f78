package gateway.console;

import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.cors.CorsConfiguration;

/**
 * The login of the management port. It lives in that port's own application context, which is why it is no component:
 * the public port has no security filter, it knows API keys and nothing else.
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@EnableWebSecurity
class ConsoleSecurity {

    /** Before the console's own filters, whose orders begin at 0. */
    private static final int FILTER_ORDER = -100;

    /** What probes and the metrics server ask, and nobody could do harm with. */
    private static final String[] OPEN = {
        "/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness", "/actuator/prometheus"
    };

    private static final String FILTER_NAME = "springSecurityFilterChain";

    @Bean
    SecurityFilterChain consoleFilterChain(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests
                        // What is forwarded inside the server was checked when it came in.
                        .dispatcherTypeMatchers(DispatcherType.FORWARD, DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(OPEN)
                        .permitAll()
                        .requestMatchers("/actuator/hawtio/proxy/**")
                        .denyAll()
                        .anyRequest()
                        .authenticated())
                .httpBasic(Customizer.withDefaults())
                .formLogin(form -> form.defaultSuccessUrl("/actuator/hawtio/"))
                // An empty configuration refuses every request that a page from elsewhere makes.
                .cors(cors -> cors.configurationSource(request -> new CorsConfiguration()))
                // The console's scripts send the cookie back as a header; a page from elsewhere cannot read it.
                .csrf(csrf -> csrf.csrfTokenRepository(CookieCsrfTokenRepository.withHttpOnlyFalse())
                        .csrfTokenRequestHandler(eagerToken()))
                .build();
    }

    /** Makes the token with the first answer: the console asks for nothing that would need it before it needs it. */
    private static CsrfTokenRequestAttributeHandler eagerToken() {
        CsrfTokenRequestAttributeHandler handler = new CsrfTokenRequestAttributeHandler();
        handler.setCsrfRequestAttributeName(null);
        return handler;
    }

    @Bean
    DelegatingFilterProxyRegistrationBean consoleFilter() {
        DelegatingFilterProxyRegistrationBean filter = new DelegatingFilterProxyRegistrationBean(FILTER_NAME);
        filter.setOrder(FILTER_ORDER);
        filter.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
        return filter;
    }

    @Bean
    PasswordEncoder consolePasswordEncoder() {
        return new BCryptPasswordEncoder();
    }

    /** Hashed when the first one logs in: bcrypt is slow on purpose, and a start has no password to check. */
    @Bean
    UserDetailsService consoleUsers(ConsoleLogin login, PasswordEncoder encoder) {
        SingletonSupplier<UserDetailsService> users =
                SingletonSupplier.of(() -> new InMemoryUserDetailsManager(User.withUsername(login.user())
                        .password(encoder.encode(login.password()))
                        .authorities("console")
                        .build()));
        return name -> users.obtain().loadUserByUsername(name);
    }
}
