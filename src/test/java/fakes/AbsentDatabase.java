package fakes;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A database that is away when the test says so. */
public final class AbsentDatabase extends DelegatingDataSource {

    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean away;
    private volatile int backAfter = Integer.MAX_VALUE;

    public AbsentDatabase(DataSource real) {
        super(real);
    }

    /** From now on it gives no connection. */
    public void leave() {
        away = true;
    }

    /** The same, until it was asked so often. */
    public void leaveFor(int questions) {
        backAfter = refused.get() + questions;
        away = true;
    }

    public void comeBack() {
        away = false;
    }

    /** Connections that it has not given so far. */
    public int refused() {
        return refused.get();
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (away && refused.get() < backAfter) {
            refused.incrementAndGet();
            throw new SQLException("the database is away", "08001");
        }
        return super.getConnection();
    }
}
