package gateway.tasks.jdbc;

import gateway.tasks.TaskStore;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Stores of tasks for tests of those who use one. */
public final class TestStores {

    private TestStores() {}

    /** @param database whose tables are there */
    public static TaskStore over(DataSource database) {
        return new JdbcTaskStore(new JdbcTemplate(database));
    }
}
