package gateway.tasks;

import gateway.logging.Wordless;
import gateway.time.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Takes the tasks that are due, no more than this node works on at once, and has each gone on with on a virtual thread. What
 * waits takes up no memory and no thread here.
 */
public final class DueTasks implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(DueTasks.class);
    private static final int RENEWALS = 3;

    private final TaskStore store;
    private final Tasks tasks;
    private final TaskWork work;
    private final TaskSettings settings;
    private final InstantSource clock;
    private final Ticker ticker;
    private final Semaphore places;
    private volatile @Nullable Thread thread;
    private volatile boolean running;
    private long renewAt;

    DueTasks(
            TaskStore store,
            TaskQueue queue,
            Tasks tasks,
            TaskWork work,
            TaskSettings settings,
            InstantSource clock,
            Ticker ticker) {
        this.store = store;
        this.tasks = tasks;
        this.work = work;
        this.settings = settings;
        this.clock = clock;
        this.ticker = ticker;
        this.places = new Semaphore(settings.atOnce());
        queue.onOffer(task -> wake());
    }

    /** Tasks that are worked on now. */
    public int busy() {
        return settings.atOnce() - places.availablePermits();
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("due-tasks").daemon().start(this::run);
    }

    private void wake() {
        LockSupport.unpark(thread);
    }

    private void run() {
        while (running) {
            boolean more = false;
            try {
                renew();
                more = work.welcome() && takeDue();
            } catch (Throwable e) { // anything that left here would end the work of this node for good
                LOG.warn(
                        "tasks that are due could not be taken, and wait: {}",
                        Wordless.of(e).toString());
            }
            if (!more) {
                LockSupport.parkNanos(settings.tick().toNanos());
            }
        }
    }

    /** Whether there may be more at once. */
    private boolean takeDue() {
        int free = places.availablePermits();
        if (free == 0) {
            return false;
        }
        Instant now = clock.instant();
        List<Task> due = store.claim(now, now.plus(settings.lease()), free);
        due.forEach(this::begin);
        return due.size() == free;
    }

    private void begin(Task task) {
        // Nobody else takes places, so there is one.
        places.acquireUninterruptibly();
        TaskLease lease = tasks.hold(task);
        boolean begun = false;
        try {
            Thread.ofVirtual().name(task.id()).start(() -> advance(lease));
            begun = true;
        } finally {
            if (!begun) {
                giveBack(lease);
            }
        }
    }

    private void advance(TaskLease lease) {
        try {
            work.advance(lease);
        } catch (RuntimeException e) {
            LOG.error("task {} is left until its lease ends", lease.task().id(), Wordless.of(e));
        } finally {
            giveBack(lease);
            wake();
        }
    }

    private void giveBack(TaskLease lease) {
        tasks.release(lease);
        places.release();
    }

    private void renew() {
        long now = ticker.nanos();
        if (now - renewAt >= 0) {
            // Only then are tasks taken: after a long fault of the database its own may be among those that are due.
            tasks.renew(clock.instant().plus(settings.lease()));
            renewAt = now + pause().toNanos();
        }
    }

    private Duration pause() {
        return settings.lease().dividedBy(RENEWALS);
    }

    @Override
    public void stop() {
        running = false;
        wake();
    }

    /** After the requests under way, whose leases it renews until they have ended. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 1;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
