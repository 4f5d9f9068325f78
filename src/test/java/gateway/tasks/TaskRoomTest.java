package gateway.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.identity.Principal;
import gateway.tasks.jdbc.TestStores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** How many tasks an account may have that have not ended. */
class TaskRoomTest {

    private static final int LIMIT = 100;
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final Order ORDER = new Order("/v1/images/generations", null, null, true, "", null);

    private final TaskStore store = store();
    private final List<Task> filed = new CopyOnWriteArrayList<>();
    private long now;

    @Test
    void asManyAsTheLimitAndNoMore() {
        TaskRoom room = room();

        assertThat(filled(List.of(room))).isEqualTo(LIMIT);
        assertThat(file(room, "globex")).isTrue();
    }

    /** None knows of the others but by the store. */
    @Test
    void threeNodesGiveAwayLittleMoreThanOne() {
        TaskRoom one = room();
        TaskRoom two = room();
        TaskRoom three = room();

        assertThat(filled(List.of(one, two, three))).isBetween(LIMIT, LIMIT + 2 * LIMIT / 20);
    }

    @Test
    void whatHasEndedMakesRoom() {
        TaskRoom room = room();
        filled(List.of(room));

        store.end(filed.getFirst().ended(TaskState.CANCELLED, 0, NOW), null);

        assertThat(file(room, "acme")).isFalse();
        now += Duration.ofSeconds(1).toNanos();
        assertThat(file(room, "acme")).isTrue();
        assertThat(file(room, "acme")).isFalse();
    }

    @Test
    void whoFileAtOnceGetNoMore() throws Exception {
        TaskRoom room = room();
        try (ExecutorService callers =
                Executors.newFixedThreadPool(64, Thread.ofVirtual().factory())) {
            List<Future<Boolean>> tried = new ArrayList<>();
            for (int i = 0; i < 3 * LIMIT; i++) {
                tried.add(callers.submit(() -> file(room, "acme")));
            }
            for (Future<Boolean> each : tried) {
                each.get();
            }
        }

        assertThat(filed).hasSizeLessThanOrEqualTo(LIMIT);
        now += Duration.ofSeconds(1).toNanos();
        filled(List.of(room));
        assertThat(filed).hasSize(LIMIT);
    }

    /** Tasks that were filed before the first was refused. */
    private int filled(List<TaskRoom> nodes) {
        int before = filed.size();
        for (int i = 0; file(nodes.get(i % nodes.size()), "acme"); i++) {
            assertThat(i).isLessThan(2 * LIMIT);
        }
        return filed.size() - before;
    }

    private boolean file(TaskRoom room, String account) {
        Task task = Task.filed(
                Task.PREFIX + UUID.randomUUID().toString().replace("-", ""),
                new Principal(account, "key-1", "free"),
                ORDER,
                NOW,
                NOW.plus(Duration.ofHours(2)));
        return room.file(account, () -> {
            store.add(task, new byte[] {'{', '}'});
            filed.add(task);
        });
    }

    private TaskRoom room() {
        return new TaskRoom(store, LIMIT, () -> now);
    }

    private static TaskStore store() {
        DriverManagerDataSource database =
                new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
        Flyway.configure().dataSource(database).load().migrate();
        return TestStores.over(database);
    }
}
