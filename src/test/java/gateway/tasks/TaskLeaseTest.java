package gateway.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import fakes.AbsentDatabase;
import gateway.identity.Principal;
import gateway.tasks.jdbc.TestStores;
import gateway.time.Ticker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What a database that is away for a while does to tasks that are worked on. */
class TaskLeaseTest {

    private static final InstantSource CLOCK = Clock.systemUTC();
    private static final Duration LEASE = Duration.ofMillis(500);

    private final AbsentDatabase database = database();
    private final TaskStore store = TestStores.over(database);
    private final TaskQueue queue = new OutboxQueue();
    private final TaskSettings settings = TestSettings.of(Duration.ofMillis(20), LEASE);
    private final Tasks tasks = new Tasks(store, queue, settings, CLOCK, Ticker.system(), new SimpleMeterRegistry());
    private final List<TaskLease> taken = new CopyOnWriteArrayList<>();
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final DueTasks due = new DueTasks(store, queue, tasks, new Patience(), settings, CLOCK, Ticker.system());

    @AfterEach
    void stop() {
        due.stop();
        goOn.countDown();
    }

    @Test
    void whatHasBecomeOfATaskIsKeptAsSoonAsTheDatabaseIsBack() {
        String id = file();
        TaskLease lease = tasks.hold(claimed());
        database.leaveFor(2);

        assertThat(lease.end(lease.task().ended(TaskState.SUCCEEDED, 200, CLOCK.instant()), new byte[] {1}))
                .isTrue();

        assertThat(database.refused()).isEqualTo(2);
        assertThat(tasks.find("acme", id).state()).isEqualTo(TaskState.SUCCEEDED);
    }

    /** Its leases have run out meanwhile, and nobody but the node itself is there to take the tasks. */
    @Test
    void aNodeDoesNotTakeItsOwnTasksAnewAfterALongAbsence() {
        file();
        due.start();
        await().until(() -> taken.size() == 1);

        database.leave();
        Instant over = CLOCK.instant().plus(LEASE);
        await().until(() -> CLOCK.instant().isAfter(over));
        database.comeBack();

        String next = file();
        await().until(() -> taken.size() == 2);
        assertThat(taken.getLast().task().id()).isEqualTo(next);
        assertThat(taken.getFirst().lost()).isFalse();
    }

    @Test
    void whoWaitsForATaskGoesOnWaitingWhileTheDatabaseIsAway() {
        Task task = tasks.find("acme", file());
        database.leave();

        assertThat(tasks.await(task, Duration.ofMillis(50), () -> false)).isEqualTo(task);

        assertThat(database.refused()).isPositive();
    }

    @Test
    void aLeaseThatIsTakenAnewEndsTheOneBefore() {
        file();
        Task claimed = claimed();
        TaskLease first = tasks.hold(claimed);

        TaskLease second = tasks.hold(claimed);

        assertThat(first.lost()).isTrue();
        assertThat(second.lost()).isFalse();
    }

    @Test
    void aLeaseIsLostWhenTheStoreHasAnotherVersionThanItsLast() {
        file();
        TaskLease lease = tasks.hold(claimed());
        Task before = lease.task();
        lease.note(before.begun(CLOCK.instant()));

        lease.loseIf(before);
        assertThat(lease.lost()).isFalse();
        lease.loseIf(lease.task());
        assertThat(lease.lost()).isTrue();
    }

    /** Its vendor has begun, and nobody here wants it any more. */
    @Test
    void aJobThatIsNamedTooLateIsToldOff() {
        String id = file();
        TaskLease lease = tasks.hold(claimed());
        tasks.cancel(tasks.find("acme", id), job -> true);
        assertThat(lease.lost()).isTrue();
        database.leaveFor(1);

        lease.recall(new VendorJob("acme", "acme-oil", "default", null, "o-7"));

        assertThat(tasks.find("acme", id).recall()).isTrue();
    }

    @Test
    void manyWhoFileWhileTheDatabaseIsAwayAskItOnce() {
        database.leave();
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(this::file).isInstanceOf(DataAccessException.class);
        }
        assertThat(database.refused()).isEqualTo(1);
    }

    private String file() {
        String id = Task.PREFIX + UUID.randomUUID().toString().replace("-", "");
        Order order = new Order("/v1/images/generations", null, null, true, "", null);
        tasks.file(id, new Principal("acme", "key-1", "free"), order, new byte[] {1});
        return id;
    }

    private Task claimed() {
        Instant now = CLOCK.instant();
        return store.claim(now, now.plus(LEASE), 1).getFirst();
    }

    private static AbsentDatabase database() {
        DataSource real =
                new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
        Flyway.configure().dataSource(real).load().migrate();
        return new AbsentDatabase(real);
    }

    /** Work that goes on until the test ends. */
    private final class Patience implements TaskWork {

        @Override
        public void advance(TaskLease lease) {
            taken.add(lease);
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public boolean welcome() {
            return true;
        }
    }
}
