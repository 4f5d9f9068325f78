package gateway.tasks.jdbc;

import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The store by default. */
class H2TaskStoreTest extends TaskStoreContract {

    @Override
    DataSource database() {
        return new DriverManagerDataSource("jdbc:h2:mem:tasks;DB_CLOSE_DELAY=-1", "sa", "");
    }
}
