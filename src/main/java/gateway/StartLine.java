package gateway;

import gateway.console.ConsoleLogin;
import gateway.identity.DevelopmentKey;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Says on one line, when everything is ready, where the gateway listens and with which keys it can be used.
 *
 * <p>The line goes to standard output past the logger: it can hold a key or a password, and those must not be in log
 * events. Where standard output is collected, set both, and it holds neither. It is the only place that writes there.
 */
@Component
class StartLine {

    private final Environment environment;
    private final ConsoleLogin login;
    private final DevelopmentKey key;

    StartLine(Environment environment, ConsoleLogin login, DevelopmentKey key) {
        this.environment = environment;
        this.login = login;
        this.key = key;
    }

    @EventListener(ApplicationReadyEvent.class)
    void print() {
        // Not closed: it is the standard output of the whole process.
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        try {
            out.write((text() + System.lineSeparator()).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text() {
        return "AIGC gateway ready: http://localhost:" + environment.getProperty("local.server.port")
                + " · console http://" + environment.getProperty("management.server.address", "localhost") + ':'
                + environment.getProperty("local.management.port") + "/actuator/hawtio (" + login.note() + ") · "
                + key.note();
    }
}
