package gateway.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.identity.Principal;
import gateway.tasks.jdbc.TestStores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** How many tasks an account may have that have not ended. */
class TaskRoomTest {

    private static final int LIMIT = 100;
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final Order ORDER = new Order("/v1/images/generations", null, null, true, "", null);

    private final TaskStore store = store();
    private final List<Task> filed = new ArrayList<>();

    @Test
    void asManyAsTheLimitAndNoMore() {
        TaskRoom room = new TaskRoom(store, LIMIT);

        assertThat(filled(List.of(room))).isEqualTo(LIMIT);
        assertThat(room.take("globex")).isTrue();
    }

    /** None knows of the others but by the store. */
    @Test
    void threeNodesGiveAwayLittleMoreThanOne() {
        TaskRoom one = new TaskRoom(store, LIMIT);
        TaskRoom two = new TaskRoom(store, LIMIT);
        TaskRoom three = new TaskRoom(store, LIMIT);

        assertThat(filled(List.of(one, two, three))).isBetween(LIMIT, LIMIT + 2 * LIMIT / 20);
    }

    @Test
    void whatHasEndedMakesRoom() {
        TaskRoom room = new TaskRoom(store, LIMIT);
        filled(List.of(room));

        store.end(filed.getFirst().ended(TaskState.CANCELLED, 0, NOW), null);

        assertThat(file(room)).isTrue();
        assertThat(file(room)).isFalse();
    }

    /** Tasks that were filed before the first was refused. */
    private int filled(List<TaskRoom> nodes) {
        int before = filed.size();
        for (int i = 0; file(nodes.get(i % nodes.size())); i++) {
            assertThat(i).isLessThan(2 * LIMIT);
        }
        return filed.size() - before;
    }

    private boolean file(TaskRoom room) {
        if (!room.take("acme")) {
            return false;
        }
        Task task = Task.filed(
                Task.PREFIX + UUID.randomUUID().toString().replace("-", ""),
                new Principal("acme", "key-1", "free"),
                ORDER,
                NOW,
                NOW.plus(Duration.ofHours(2)));
        store.add(task, new byte[] {'{', '}'});
        filed.add(task);
        return true;
    }

    private static TaskStore store() {
        DriverManagerDataSource database =
                new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
        Flyway.configure().dataSource(database).load().migrate();
        return TestStores.over(database);
    }
}
