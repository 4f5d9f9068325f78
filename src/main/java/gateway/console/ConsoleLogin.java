package gateway.console;

import gateway.fault.StartupException;
import gateway.identity.Secrets;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;

/** Who may log in at the management port: one user, with a chosen password or one made at this start. */
@Component
public final class ConsoleLogin {

    private static final int MIN_LENGTH = 12;

    /** What bcrypt takes. */
    private static final int MAX_BYTES = 72;

    private final String user;
    private final String password;
    private final boolean made;

    ConsoleLogin(ConsoleSettings settings) {
        user = settings.user();
        made = settings.password().isEmpty();
        password = made ? Secrets.random() : settings.password();
        if (password.length() < MIN_LENGTH) {
            throw new StartupException("GATEWAY_CONSOLE_PASSWORD is too short: it needs at least " + MIN_LENGTH
                    + " characters. Leave it empty and the gateway makes one.");
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new StartupException(
                    "GATEWAY_CONSOLE_PASSWORD is too long: it may have at most " + MAX_BYTES + " bytes.");
        }
    }

    String user() {
        return user;
    }

    String password() {
        return password;
    }

    /** What the start line says of the login. Holds a password made at this start: for the operator's eyes only. */
    public String note() {
        return made ? user + " / " + password : user;
    }
}
