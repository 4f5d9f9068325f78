package gateway;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** A port is taken: names the variable that chooses another. Goes before Spring's own, which does not know ours. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PortFailureAnalyzer extends AbstractFailureAnalyzer<PortInUseException> {

    private final Environment environment;

    PortFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, PortInUseException cause) {
        String port = Integer.toString(cause.getPort());
        boolean console = port.equals(environment.getProperty("management.server.port"));
        return new FailureAnalysis(
                "Port " + port + (console ? ", the console's," : "") + " is already in use.",
                "Stop what listens there, or set " + (console ? "GATEWAY_CONSOLE_PORT" : "GATEWAY_PORT")
                        + " to another port.",
                cause);
    }
}
