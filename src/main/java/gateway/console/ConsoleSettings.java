package gateway.console;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The login of the management port.
 *
 * @param user name to log in with
 * @param password password to log in with; empty means: a new one is made at every start and stands on the start line
 */
@ConfigurationProperties("gateway.console")
public record ConsoleSettings(String user, String password) {

    /** Not the password. */
    @Override
    public String toString() {
        return "ConsoleSettings[user=" + user + ']';
    }
}
