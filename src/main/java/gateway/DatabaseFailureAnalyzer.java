package gateway;

import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.NestedExceptionUtils;

/** The database cannot be opened or brought up to date: the first thing the gateway does with it is the migration. */
final class DatabaseFailureAnalyzer extends AbstractFailureAnalyzer<FlywayException> {

    /** H2's own words for it name an address that nobody has typed. */
    private static final int RELATIVE_PATH = 90011;

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, FlywayException cause) {
        SQLException sql = findCause(cause, SQLException.class);
        if (sql != null && sql.getErrorCode() == RELATIVE_PATH) {
            return new FailureAnalysis(
                    "The folder in GATEWAY_DATA, or in GATEWAY_DB_URL, is given by a path that does not say where it begins.",
                    "Write an absolute path, or begin it with ./",
                    cause);
        }
        Throwable reason = sql != null ? sql : NestedExceptionUtils.getMostSpecificCause(cause);
        return new FailureAnalysis(
                "The database cannot be opened or brought up to date: " + reason.getMessage(),
                "Check GATEWAY_DB_URL and GATEWAY_DATA, and that no other gateway uses the same data folder.",
                cause);
    }
}
