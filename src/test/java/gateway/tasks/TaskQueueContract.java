package gateway.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gateway.identity.Principal;
import gateway.tasks.jdbc.TestStores;
import gateway.time.Ticker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What becomes of tasks between nodes that share a store, whatever carries the word of them. */
public abstract class TaskQueueContract {

    private static final InstantSource CLOCK = Clock.systemUTC();
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Principal OWNER = new Principal("acme", "key-1", "free");

    private final TaskStore store = store();
    private final List<Node> nodes = new ArrayList<>();

    /** The queue of one more node. */
    protected abstract TaskQueue queue();

    /** Whether a word reaches whoever has room, so that nobody need look at the store. */
    protected abstract boolean travels();

    @AfterEach
    void stop() {
        nodes.forEach(node -> node.due.stop());
    }

    @Test
    void whatIsFiledIsTakenOnce() {
        Node one = node(true, travels());
        Node two = node(true, travels());

        List<String> filed = IntStream.range(0, 50)
                .mapToObj(i -> (i % 2 == 0 ? one : two).file())
                .toList();

        await().atMost(SOON).untilAsserted(() -> assertThat(taken()).containsExactlyInAnyOrderElementsOf(filed));
    }

    /** A node that stops may be told, too: then another finds the task when it looks. */
    @Test
    void whatANodeCannotDoAnotherDoes() {
        Node stopping = node(false, false);
        Node other = node(true, false);

        String filed = stopping.file();

        await().atMost(SOON).untilAsserted(() -> assertThat(other.taken).containsExactly(filed));
        assertThat(stopping.taken).isEmpty();
    }

    @Test
    void aWordThatComesTwiceIsHeardOnce() {
        Node node = node(true, travels());
        String filed = node.file();
        node.queue.offer(filed);
        String last = node.file();

        await().atMost(SOON).untilAsserted(() -> assertThat(taken()).containsExactlyInAnyOrder(filed, last));
    }

    private List<String> taken() {
        return nodes.stream().flatMap(node -> node.taken.stream()).toList();
    }

    /** @param told whether it never looks by itself */
    private Node node(boolean works, boolean told) {
        Node node = new Node(works, told ? Duration.ofHours(1) : Duration.ofMillis(50));
        nodes.add(node);
        node.due.start();
        return node;
    }

    private static TaskStore store() {
        DataSource database =
                new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
        Flyway.configure().dataSource(database).load().migrate();
        return TestStores.over(database);
    }

    private final class Node {

        private final List<String> taken = new CopyOnWriteArrayList<>();
        private final TaskQueue queue = queue();
        private final Tasks tasks;
        private final DueTasks due;

        Node(boolean works, Duration tick) {
            TaskSettings settings = TestSettings.of(tick, Duration.ofSeconds(30));
            tasks = new Tasks(store, queue, settings, CLOCK, Ticker.system(), new SimpleMeterRegistry());
            due = new DueTasks(store, queue, tasks, new Recorder(works), settings, CLOCK, Ticker.system());
        }

        String file() {
            String id = Task.PREFIX + UUID.randomUUID().toString().replace("-", "");
            tasks.file(id, OWNER, new Order("/v1/images/generations", null, null, true, "", null), new byte[] {1});
            return id;
        }

        /** Work that is done at once. */
        private final class Recorder implements TaskWork {

            private final boolean works;

            Recorder(boolean works) {
                this.works = works;
            }

            @Override
            public void advance(TaskLease lease) {
                taken.add(lease.task().id());
                lease.end(lease.task().ended(TaskState.SUCCEEDED, 200, CLOCK.instant()), null);
            }

            @Override
            public boolean welcome() {
                return works;
            }
        }
    }
}
