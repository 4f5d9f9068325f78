package gateway.tasks.jdbc;

import gateway.identity.Principal;
import gateway.tasks.Notice;
import gateway.tasks.Order;
import gateway.tasks.Task;
import gateway.tasks.TaskState;
import gateway.tasks.TaskStore;
import gateway.tasks.VendorJob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.support.SqlBinaryValue;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Tasks in the table {@code task}. Times are milliseconds since 1970. Every value is bound, none is written into a statement. */
@Repository
class JdbcTaskStore implements TaskStore {

    private static final String COLUMNS =
            "task_id, account_id, key_id, tier, endpoint, strategy, region, patient, address,"
                    + " webhook, state, version, created_at, updated_at, next_at, expires_at, progress, runs, looks, failures,"
                    + " job_vendor, job_model, job_region, job_key, job_id, recall, notice, status";

    private static final String SELECT = "SELECT " + COLUMNS + " FROM task ";

    private static final String CHANGE =
            "UPDATE task SET state = ?, version = version + 1, updated_at = ?, next_at = ?,"
                    + " progress = ?, runs = ?, looks = ?, failures = ?, job_vendor = ?, job_model = ?, job_region = ?,"
                    + " job_key = ?, job_id = ?, recall = ?, notice = ?, status = ?, held = FALSE";

    private static final String THIS_VERSION = " WHERE task_id = ? AND version = ?";

    private final JdbcTemplate jdbc;

    JdbcTaskStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(Task task, byte[] request) {
        Order order = task.order();
        jdbc.update(
                "INSERT INTO task (task_id, account_id, key_id, tier, endpoint, strategy, region, patient, address, webhook,"
                        + " state, version, created_at, updated_at, next_at, expires_at, progress, runs, looks, failures,"
                        + " recall, notice, status, held, request) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, FALSE, ?)",
                task.id(),
                task.owner().accountId(),
                task.owner().keyId(),
                task.owner().tier(),
                order.endpoint(),
                order.strategy(),
                order.region(),
                order.patient(),
                order.address(),
                order.webhook(),
                task.state().wire(),
                task.version(),
                task.createdAt().toEpochMilli(),
                task.updatedAt().toEpochMilli(),
                millis(task.nextAt()),
                task.expiresAt().toEpochMilli(),
                task.progress(),
                task.runs(),
                task.looks(),
                task.failures(),
                task.recall(),
                task.notice().wire(),
                task.status(),
                blob(request));
    }

    @Override
    public @Nullable Task find(String id) {
        List<Task> found = jdbc.query(SELECT + "WHERE task_id = ?", JdbcTaskStore::task, id);
        return found.isEmpty() ? null : found.getFirst();
    }

    @Override
    public @Nullable Task findByJob(String vendor, String job) {
        List<Task> found = jdbc.query(SELECT + "WHERE job_id = ? AND job_vendor = ?", JdbcTaskStore::task, job, vendor);
        return found.isEmpty() ? null : found.getFirst();
    }

    @Override
    public List<Task> list(String account, @Nullable Task before, int limit) {
        if (before == null) {
            return jdbc.query(
                    SELECT + "WHERE account_id = ? ORDER BY created_at DESC, task_id DESC LIMIT ?",
                    JdbcTaskStore::task,
                    account,
                    limit);
        }
        long at = before.createdAt().toEpochMilli();
        return jdbc.query(
                SELECT + "WHERE account_id = ? AND (created_at < ? OR (created_at = ? AND task_id < ?))"
                        + " ORDER BY created_at DESC, task_id DESC LIMIT ?",
                JdbcTaskStore::task,
                account,
                at,
                at,
                before.id(),
                limit);
    }

    @Override
    @Transactional
    public List<Task> claim(Instant now, Instant leaseEnd, int limit) {
        List<Task> due = jdbc.query(
                SELECT + "WHERE next_at <= ? ORDER BY next_at LIMIT ?", JdbcTaskStore::task, now.toEpochMilli(), limit);
        return taken("UPDATE task SET next_at = ?, held = TRUE, version = version + 1" + THIS_VERSION, due, leaseEnd)
                .stream()
                .map(task -> task.claimed(leaseEnd))
                .toList();
    }

    @Override
    @Transactional
    public List<Task> renew(Collection<Task> held, Instant leaseEnd) {
        return taken("UPDATE task SET next_at = ?" + THIS_VERSION, held, leaseEnd);
    }

    /** Those of the tasks that are still as they are given, and have another time now. */
    private List<Task> taken(String statement, Collection<Task> tasks, Instant until) {
        List<Task> all = List.copyOf(tasks);
        if (all.isEmpty()) {
            return all;
        }
        int[] changed = jdbc.batchUpdate(
                statement,
                all.stream()
                        .map(task -> new Object[] {until.toEpochMilli(), task.id(), task.version()})
                        .toList());
        List<Task> taken = new ArrayList<>();
        for (int i = 0; i < changed.length; i++) {
            if (changed[i] == 1) {
                taken.add(all.get(i));
            }
        }
        return taken;
    }

    @Override
    public boolean save(Task task) {
        List<@Nullable Object> values = change(task);
        values.add(task.id());
        values.add(task.version());
        return jdbc.update(CHANGE + THIS_VERSION, values.toArray()) == 1;
    }

    @Override
    public boolean end(Task task, byte @Nullable [] answer) {
        List<@Nullable Object> values = change(task);
        values.add(answer == null ? new SqlParameterValue(Types.BLOB, null) : blob(answer));
        values.add(task.id());
        values.add(task.version());
        return jdbc.update(CHANGE + ", request = NULL, answer = ?" + THIS_VERSION, values.toArray()) == 1;
    }

    private static List<@Nullable Object> change(Task task) {
        VendorJob job = task.job();
        List<@Nullable Object> values = new ArrayList<>();
        values.add(task.state().wire());
        values.add(task.updatedAt().toEpochMilli());
        values.add(millis(task.nextAt()));
        values.add(task.progress());
        values.add(task.runs());
        values.add(task.looks());
        values.add(task.failures());
        values.add(job == null ? null : job.vendor());
        values.add(job == null ? null : job.model());
        values.add(job == null ? null : job.region());
        values.add(job == null ? null : job.key());
        values.add(job == null ? null : job.id());
        values.add(task.recall());
        values.add(task.notice().wire());
        values.add(task.status());
        return values;
    }

    @Override
    public byte[] request(String id) {
        return content("SELECT request FROM task WHERE task_id = ?", id);
    }

    @Override
    public byte[] answer(String id) {
        return content("SELECT answer FROM task WHERE task_id = ?", id);
    }

    private byte[] content(String query, String id) {
        List<byte[]> found = jdbc.query(
                query,
                (row, number) -> {
                    byte[] bytes = row.getBytes(1);
                    return bytes == null ? new byte[0] : bytes;
                },
                id);
        return found.isEmpty() ? new byte[0] : found.getFirst();
    }

    @Override
    public void hasten(String id, Instant to) {
        long at = to.toEpochMilli();
        jdbc.update(
                "UPDATE task SET next_at = ? WHERE task_id = ? AND state IN (?, ?) AND held = FALSE AND next_at > ?",
                at,
                id,
                TaskState.SUBMITTED.wire(),
                TaskState.RUNNING.wire(),
                at);
    }

    @Override
    public void removeEndedBefore(Instant time) {
        jdbc.update("DELETE FROM task WHERE next_at IS NULL AND updated_at < ?", time.toEpochMilli());
    }

    private static Task task(ResultSet row, int number) throws SQLException {
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

    private static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }

    private static SqlParameterValue blob(byte[] bytes) {
        return new SqlParameterValue(Types.BLOB, new SqlBinaryValue(bytes));
    }
}
