package gateway.admin;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How decisions are kept. The value stands in {@code application.yml}.
 *
 * @param kept number of last requests whose decisions can be looked up
 */
@ConfigurationProperties("gateway.decisions")
public record DecisionSettings(int kept) {

    public DecisionSettings {
        if (kept < 1) {
            throw new IllegalArgumentException("gateway.decisions.kept must be at least 1, got " + kept);
        }
    }
}
