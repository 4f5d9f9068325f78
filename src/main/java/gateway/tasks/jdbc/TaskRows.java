package gateway.tasks.jdbc;

import gateway.identity.Principal;
import gateway.tasks.Notice;
import gateway.tasks.Order;
import gateway.tasks.Task;
import gateway.tasks.TaskState;
import gateway.tasks.VendorJob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Rows of the table {@code task} as tasks. */
final class TaskRows {

    private TaskRows() {}

    static Task task(ResultSet row, int number) throws SQLException {
        long next = row.getLong("next_at");
        Instant nextAt = row.wasNull() ? null : Instant.ofEpochMilli(next);
        return new Task(
                row.getString("task_id"),
                new Principal(row.getString("account_id"), row.getString("key_id"), row.getString("tier")),
                new Order(
                        row.getString("endpoint"),
                        row.getString("strategy"),
                        row.getString("region"),
                        row.getBoolean("patient"),
                        row.getString("address"),
                        row.getString("webhook")),
                TaskState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getInt("version"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("updated_at")),
                nextAt,
                Instant.ofEpochMilli(row.getLong("expires_at")),
                row.getInt("progress"),
                row.getInt("runs"),
                row.getInt("looks"),
                row.getInt("failures"),
                job(row),
                row.getBoolean("recall"),
                Notice.valueOf(row.getString("notice").toUpperCase(Locale.ROOT)),
                row.getInt("status"));
    }

    private static @Nullable VendorJob job(ResultSet row) throws SQLException {
        String vendor = row.getString("job_vendor");
        return vendor == null
                ? null
                : new VendorJob(
                        vendor,
                        row.getString("job_model"),
                        row.getString("job_region"),
                        row.getString("job_key"),
                        row.getString("job_id"));
    }
}
