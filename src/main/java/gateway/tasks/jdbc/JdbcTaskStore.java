package gateway.tasks.jdbc;

import gateway.tasks.Order;
import gateway.tasks.Task;
import gateway.tasks.TaskState;
import gateway.tasks.TaskStore;
import gateway.tasks.VendorJob;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.support.SqlBinaryValue;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Isolation;
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

    private static final String IN_STATE = "SELECT task_id FROM task WHERE account_id = ? AND state = ?";

    private static final String THIS_VERSION = " WHERE task_id = ? AND version = ?";

    private static final int REMOVED_AT_ONCE = 500;

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
        List<Task> found = jdbc.query(SELECT + "WHERE task_id = ?", TaskRows::task, id);
        return found.isEmpty() ? null : found.getFirst();
    }

    @Override
    public @Nullable Task findByJob(String vendor, String job) {
        List<Task> found = jdbc.query(
                SELECT + "WHERE job_id = ? AND job_vendor = ? ORDER BY created_at DESC LIMIT 1",
                TaskRows::task,
                job,
                vendor);
        return found.isEmpty() ? null : found.getFirst();
    }

    /** In the order of an index, and with bounds on all of its columns, so that a page costs a page. */
    @Override
    public List<Task> list(String account, @Nullable Task before, int limit) {
        long at = before == null ? Long.MAX_VALUE : before.createdAt().toEpochMilli();
        return jdbc.query(
                SELECT + "WHERE account_id = ? AND created_at <= ? AND (created_at < ? OR task_id < ?)"
                        + " ORDER BY account_id DESC, created_at DESC, task_id DESC LIMIT ?",
                TaskRows::task,
                account,
                at,
                at,
                before == null ? "" : before.id(),
                limit);
    }

    /** Each reads what is stored now: of two nodes that want the same row the second finds another version. */
    @Override
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public List<Task> claim(Instant now, Instant leaseEnd, int limit) {
        // Not NULL: to H2 that is the smallest of all, and most rows have it.
        List<Task> due = jdbc.query(
                SELECT + "WHERE next_at > 0 AND next_at <= ? ORDER BY next_at LIMIT ?",
                TaskRows::task,
                now.toEpochMilli(),
                limit);
        return taken("UPDATE task SET next_at = ?, held = TRUE, version = version + 1" + THIS_VERSION, due, leaseEnd)
                .stream()
                .map(task -> task.claimed(leaseEnd))
                .toList();
    }

    @Override
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public List<Task> renew(Collection<Task> held, Instant leaseEnd) {
        return taken("UPDATE task SET next_at = ?" + THIS_VERSION, held, leaseEnd);
    }

    /** Those of the tasks that are still as they are given, and have another time now. */
    private List<Task> taken(String statement, Collection<Task> tasks, Instant until) {
        // In one order, so that two nodes do not wait for each other.
        List<Task> all = tasks.stream().sorted(Comparator.comparing(Task::id)).toList();
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
    public boolean note(Task task) {
        VendorJob job = task.job();
        return jdbc.update(
                        "UPDATE task SET version = version + 1, updated_at = ?, runs = ?, job_vendor = ?, job_model = ?,"
                                + " job_region = ?, job_key = ?, job_id = ?" + THIS_VERSION,
                        task.updatedAt().toEpochMilli(),
                        task.runs(),
                        job == null ? null : job.vendor(),
                        job == null ? null : job.model(),
                        job == null ? null : job.region(),
                        job == null ? null : job.key(),
                        job == null ? null : job.id(),
                        task.id(),
                        task.version())
                == 1;
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

    /** One question a state: H2 would look at all tasks of the account for those in several. */
    @Override
    public int underWay(String account, int most) {
        Integer count = jdbc.queryForObject(
                "SELECT COUNT(*) FROM (" + IN_STATE + " UNION ALL " + IN_STATE + " UNION ALL " + IN_STATE
                        + " LIMIT ?) found",
                Integer.class,
                account,
                TaskState.QUEUED.wire(),
                account,
                TaskState.SUBMITTED.wire(),
                account,
                TaskState.RUNNING.wire(),
                most);
        return count == null ? 0 : count;
    }

    @Override
    public long requestBytes(String id) {
        List<Long> found =
                jdbc.queryForList("SELECT OCTET_LENGTH(request) FROM task WHERE task_id = ?", Long.class, id);
        return found.isEmpty() || found.getFirst() == null ? 0 : found.getFirst();
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
    public boolean hasten(String id, Instant to) {
        long at = to.toEpochMilli();
        int changed = jdbc.update(
                "UPDATE task SET next_at = ? WHERE task_id = ? AND state IN (?, ?) AND held = FALSE AND next_at > ?",
                at,
                id,
                TaskState.SUBMITTED.wire(),
                TaskState.RUNNING.wire(),
                at);
        return changed == 1;
    }

    @Override
    public void removeEndedBefore(Instant time) {
        List<Object[]> old;
        do {
            old = jdbc.query(
                    "SELECT task_id FROM task WHERE next_at IS NULL AND updated_at < ? LIMIT ?",
                    (row, number) -> new Object[] {row.getString(1)},
                    time.toEpochMilli(),
                    REMOVED_AT_ONCE);
            jdbc.batchUpdate("DELETE FROM task WHERE task_id = ?", old);
        } while (old.size() == REMOVED_AT_ONCE);
    }

    private static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }

    private static SqlParameterValue blob(byte[] bytes) {
        return new SqlParameterValue(Types.BLOB, new SqlBinaryValue(bytes));
    }
}
