package gateway;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.core.env.Environment;

/**
 * The value of a variable cannot be read as what the setting is. Spring's own words show the placeholder in
 * {@code application.yml}, not what was set. Other faults of settings are left to them.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class SettingFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z0-9_]+):([^}]*)}");

    private final Environment environment;

    SettingFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
        ConfigurationProperty property = cause.getProperty();
        ConversionFailedException conversion = findCause(cause, ConversionFailedException.class);
        if (property == null || conversion == null) {
            return null;
        }
        Matcher placeholder = PLACEHOLDER.matcher(String.valueOf(property.getValue()));
        if (!placeholder.matches()) {
            return null;
        }
        String variable = placeholder.group(1);
        // Secrets are texts, which every value can be read as: what is shown here is none.
        return new FailureAnalysis(
                variable + " is '" + environment.getProperty(variable) + "', which cannot be read as "
                        + conversion.getTargetType().getType().getSimpleName() + " (setting " + property.getName()
                        + ").",
                "Its default is " + placeholder.group(2) + "; application.yml says what it does, and its unit.",
                cause);
    }
}
