package gateway.tasks.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gateway.identity.Principal;
import gateway.tasks.Notice;
import gateway.tasks.Order;
import gateway.tasks.Task;
import gateway.tasks.TaskState;
import gateway.tasks.TaskStore;
import gateway.tasks.VendorJob;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What every store of tasks does. */
abstract class TaskStoreContract {

    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00.123Z");
    private static final Instant LEASE_END = NOW.plusSeconds(30);
    private static final Principal OWNER = new Principal("acme", "key-1", "free");
    private static final byte[] REQUEST = "{\"prompt\":\"ein Drachen, 风筝\"}".getBytes(UTF_8);
    private static final AtomicInteger IDS = new AtomicInteger();

    private TaskStore store;

    /** An empty database or one that other tests have used. */
    abstract DataSource database();

    @BeforeEach
    void prepare() {
        DataSource database = database();
        Flyway.configure().dataSource(database).load().migrate();
        JdbcTemplate jdbc = new JdbcTemplate(database);
        jdbc.update("DELETE FROM task");
        store = new JdbcTaskStore(jdbc);
    }

    @Test
    void aTaskIsFoundAsItWasFiled() {
        Order order =
                new Order("/v1/images/edits", "cost-first", "eu", true, "https://ai.example", "https://me.example/x");
        Task task = Task.filed("task_a", OWNER, order, NOW, NOW.plusSeconds(7200));
        store.add(task, REQUEST);

        assertThat(store.find("task_a")).isEqualTo(task);
        assertThat(store.request("task_a")).isEqualTo(REQUEST);
        assertThat(store.answer("task_a")).isEmpty();
        assertThat(store.find("task_b")).isNull();
    }

    @Test
    void whatIsDueIsClaimedOnceThoseThatAreDueLongestFirst() {
        Task second = filed(NOW.minusSeconds(1));
        Task first = filed(NOW.minusSeconds(2));
        Task later = filed(NOW.plusSeconds(1));

        assertThat(store.claim(NOW, LEASE_END, 1)).extracting(Task::id).containsExactly(first.id());
        assertThat(store.claim(NOW, LEASE_END, 10)).extracting(Task::id).containsExactly(second.id());
        assertThat(store.claim(NOW, LEASE_END, 10)).isEmpty();
        assertThat(store.find(later.id())).isEqualTo(later);
    }

    @Test
    void whatWasClaimedIsClaimedAgainWhenItsLeaseHasEnded() {
        filed(NOW);
        Task claimed = claimed();

        assertThat(store.claim(LEASE_END.minusMillis(1), LEASE_END, 10)).isEmpty();
        Task again = store.claim(LEASE_END, LEASE_END.plusSeconds(30), 10).getFirst();
        assertThat(again.id()).isEqualTo(claimed.id());
        assertThat(store.save(claimed.putOff(NOW, NOW))).isFalse();
        assertThat(store.save(again.putOff(NOW, NOW))).isTrue();
    }

    @Test
    void aLeaseThatIsRenewedGoesOn() {
        filed(NOW);
        Task claimed = claimed();

        assertThat(store.renew(List.of(claimed), LEASE_END.plusSeconds(30))).containsExactly(claimed);
        assertThat(store.claim(LEASE_END, LEASE_END, 10)).isEmpty();
        assertThat(store.note(claimed.begun(NOW))).isTrue();
        assertThat(store.renew(List.of(claimed), LEASE_END.plusSeconds(60))).isEmpty();
        // What was begun is noted, and the lease goes on as it was renewed last.
        assertThat(store.find(claimed.id()).runs()).isEqualTo(1);
        assertThat(store.claim(LEASE_END.plusSeconds(29), LEASE_END, 10)).isEmpty();
        assertThat(store.renew(List.of(), LEASE_END)).isEmpty();
    }

    @Test
    void aChangeIsKeptOnTopOfTheVersionItWasMadeOf() {
        filed(NOW);
        VendorJob job = new VendorJob("mdjq", "mdjq-imagine", "default", null, "1730000000000123");
        Task submitted = claimed().submitted(job, NOW.plusSeconds(3), NOW);

        assertThat(store.save(submitted)).isTrue();
        assertThat(store.find(submitted.id())).isEqualTo(submitted.stored());
        assertThat(store.save(submitted)).isFalse();
        Task seen = submitted.stored().seen(TaskState.RUNNING, 46, NOW.plusSeconds(8), NOW.plusSeconds(3));
        assertThat(store.save(seen)).isTrue();
        assertThat(store.find(submitted.id()).progress()).isEqualTo(46);
    }

    @Test
    void theEndBringsTheAnswerAndDropsTheRequest() {
        filed(NOW);
        Task ended = claimed().ended(TaskState.SUCCEEDED, 200, NOW);
        byte[] answer = new byte[300_000];
        answer[299_999] = 1;

        assertThat(store.end(ended, answer)).isTrue();
        assertThat(store.answer(ended.id())).isEqualTo(answer);
        assertThat(store.request(ended.id())).isEmpty();
        assertThat(store.end(ended, null)).isFalse();
        assertThat(store.find(ended.id()).nextAt()).isNull();
        assertThat(store.claim(NOW.plusSeconds(99_999), LEASE_END, 10)).isEmpty();
    }

    @Test
    void aWebhookThatIsToBeToldIsDue() {
        Order order = new Order("/v1/images/edits", null, null, true, "", "https://me.example/x");
        store.add(Task.filed("task_w", OWNER, order, NOW, NOW.plusSeconds(7200)), REQUEST);
        store.end(claimed().ended(TaskState.CANCELLED, 0, NOW), null);

        Task due = claimed();
        assertThat(due.notice()).isEqualTo(Notice.DUE);
        store.save(due.told(Notice.DELIVERED, null, 0));
        assertThat(store.find("task_w").notice()).isEqualTo(Notice.DELIVERED);
    }

    @Test
    void newsHaveAVendorsWorkLookedAtSoonerUnlessSomebodyLooks() {
        filed(NOW);
        VendorJob job = new VendorJob("mdjq", "mdjq-imagine", "default", "k-1", "7");
        Task submitted = claimed().submitted(job, NOW.plusSeconds(15), NOW);
        store.save(submitted);

        store.hasten(submitted.id(), NOW.plusSeconds(1));
        store.hasten(submitted.id(), NOW.plusSeconds(5));
        assertThat(store.claim(NOW, LEASE_END, 10)).isEmpty();
        assertThat(store.claim(NOW.plusSeconds(1), LEASE_END, 10)).hasSize(1);
        store.hasten(submitted.id(), NOW.plusSeconds(2));
        assertThat(store.claim(NOW.plusSeconds(2), LEASE_END, 10)).isEmpty();
    }

    @Test
    void tasksOfAnAccountAreListedTheNewestFirst() {
        List<String> ids = new ArrayList<>();
        IntStream.range(0, 5).forEach(i -> ids.add(filed(NOW.plusMillis(i / 2)).id()));
        Collections.reverse(ids);

        List<Task> page = store.list("acme", null, 2);
        assertThat(page).extracting(Task::id).containsExactlyElementsOf(ids.subList(0, 2));
        assertThat(store.list("acme", page.getLast(), 10))
                .extracting(Task::id)
                .containsExactlyElementsOf(ids.subList(2, 5));
        assertThat(store.list("globex", null, 10)).isEmpty();
    }

    @Test
    void tasksThatHaveNotEndedAreCounted() {
        filed(NOW);
        store.end(claimed().ended(TaskState.FAILED, 502, NOW), null);
        filed(NOW);
        filed(NOW);

        assertThat(store.underWay("acme", 10)).isEqualTo(2);
        assertThat(store.underWay("acme", 1)).isEqualTo(1);
        assertThat(store.underWay("globex", 10)).isZero();
        assertThat(store.requestBytes(claimed().id())).isEqualTo(REQUEST.length);
    }

    @Test
    void whatHasEndedGoesWhenItsTimeIsOver() {
        filed(NOW);
        Task old = claimed();
        store.end(old.ended(TaskState.FAILED, 502, NOW), REQUEST);
        Task running = filed(NOW);

        store.removeEndedBefore(NOW);
        assertThat(store.find(old.id())).isNotNull();
        store.removeEndedBefore(NOW.plusMillis(1));
        assertThat(store.find(old.id())).isNull();
        assertThat(store.find(running.id())).isNotNull();
    }

    /** Of many nodes that take what is due at once each task goes to one. */
    @Test
    void nobodyGetsWhatAnotherHas() throws InterruptedException {
        IntStream.range(0, 200).forEach(i -> filed(NOW));
        Map<String, Integer> takers = new ConcurrentHashMap<>();
        CountDownLatch begin = new CountDownLatch(1);
        List<Thread> nodes = IntStream.range(0, 4)
                .mapToObj(i -> Thread.ofPlatform().start(() -> take(begin, takers)))
                .toList();

        begin.countDown();
        for (Thread node : nodes) {
            node.join(Duration.ofSeconds(30));
        }

        assertThat(takers).hasSize(200).values().containsOnly(1);
    }

    private void take(CountDownLatch begin, Map<String, Integer> takers) {
        try {
            begin.await();
            while (takers.size() < 200) {
                store.claim(NOW, LEASE_END, 7).forEach(task -> takers.merge(task.id(), 1, Integer::sum));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Task claimed() {
        return store.claim(NOW, LEASE_END, 1).getFirst();
    }

    private Task filed(Instant at) {
        Order order = new Order("/v1/images/generations", null, null, false, "", null);
        Task task = Task.filed(String.format("task_%06d", IDS.incrementAndGet()), OWNER, order, at, at.plusSeconds(60));
        store.add(task, REQUEST);
        return task;
    }
}
