package gateway.delivery;

import gateway.api.Dialects;
import gateway.fault.DatabaseOutage;
import gateway.fault.ErrorCode;
import gateway.tasks.Order;
import gateway.tasks.Task;
import gateway.tasks.TaskLease;
import gateway.tasks.TaskSettings;
import gateway.tasks.TaskState;
import gateway.tasks.VendorJob;
import gateway.time.Ticker;
import gateway.vendors.Offer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Begins and ends the calls that are made for tasks. */
public final class TaskCalls {

    private static final String JSON = "application/json";
    private static final String METHOD = "POST";
    private static final int ACCEPTED = 202;

    private final TaskSettings settings;
    private final TaskLook.Factory looks;
    private final BodyMemory memory;
    private final Watch watch;
    private final InstantSource clock;
    private final Ticker ticker;

    TaskCalls(
            TaskSettings settings,
            TaskLook.Factory looks,
            BodyMemory memory,
            Watch watch,
            InstantSource clock,
            Ticker ticker) {
        this.settings = settings;
        this.looks = looks;
        this.memory = memory;
        this.watch = watch;
        this.clock = clock;
        this.ticker = ticker;
    }

    /** First step of a route that works on a task: the call by which it does so. */
    public Call receive(TaskLease lease) {
        Task task = lease.task();
        TaskCall of = new TaskCall(lease, step(task));
        Order order = task.order();
        StoredRequest stored = new StoredRequest(lease);
        Inbound inbound = new Inbound(
                METHOD,
                order.endpoint(),
                null,
                JSON,
                null,
                -1,
                null,
                null,
                order.strategy(),
                order.region(),
                null,
                name -> null,
                stored,
                of);
        Call call = new Call(
                RequestIds.ofTask(task.id()),
                inbound,
                order.endpoint(),
                Dialects.CANONICAL,
                clock.instant(),
                ticker.nanos());
        stored.onRead(bytes -> memory.reserve(call, bytes));
        call.task = of;
        call.principal = task.owner();
        watch.add(call);
        return call;
    }

    /** What there is to do for it. */
    static TaskCall.Step step(Task task) {
        if (task.recall()) {
            return TaskCall.Step.CANCEL;
        }
        VendorJob job = task.job();
        if (job == null) {
            return TaskCall.Step.BEGIN;
        }
        return job.id() == null ? TaskCall.Step.FIND : TaskCall.Step.POLL;
    }

    /**
     * Before a vendor is asked for work that it ends later: when this node dies now, the next one knows whom to ask.
     *
     * @throws CallFailure when the task is not wanted any more, or this cannot be kept now
     */
    void mark(Call call) {
        TaskCall of = Objects.requireNonNull(call.task);
        try {
            if (!of.lease().note(of.task().by(job(call.attempt())))) {
                throw CallFailure.clientGone();
            }
        } catch (RuntimeException e) {
            if (!DatabaseOutage.is(e)) {
                throw e;
            }
            call.outage = true;
            throw CallFailure.clientGone();
        }
    }

    private static VendorJob job(Attempt attempt) {
        return new VendorJob(
                attempt.offer().vendor().card().name(),
                attempt.offer().model().id(),
                attempt.offer().outlet().region(),
                attempt.key == null ? null : attempt.key.id(),
                null);
    }

    /** Who has done the work, or was the last to try. */
    private static @Nullable VendorJob worker(Call call, Task task) {
        Attempt attempt = call.attempt;
        return attempt == null || Objects.requireNonNull(call.task).step() != TaskCall.Step.BEGIN
                ? task.job()
                : job(attempt);
    }

    /** Its vendor has begun the work. */
    void begun(Call call, String job) {
        TaskCall of = Objects.requireNonNull(call.task, "only tasks can wait for work that ends later");
        Offer offer = call.attempt().offer();
        call.status = ACCEPTED;
        of.becomes(of.task().submitted(of.job().named(job), looks.first(offer), clock.instant()));
    }

    /** Last step of a route that works on a task: keeps what has become of it. */
    public void conclude(Call call) {
        TaskCall of = Objects.requireNonNull(call.task);
        TaskCall.Told told = of.told();
        Task next = of.next();
        if (told != null) {
            answered(call, of, told);
        } else if (next != null) {
            boolean named = !of.task().begunByVendor() && next.begunByVendor();
            if (!of.lease().save(next) && named) {
                recall(call, of, next);
            }
        }
    }

    private void answered(Call call, TaskCall of, TaskCall.Told told) {
        Instant now = clock.instant();
        Task task = of.task();
        if (mayHaveBegun(call, of)) {
            // Its vendor is asked whether it has.
            of.lease().save(task.unseen(now.plus(settings.retryPause()), now));
            return;
        }
        boolean ours = call.outage || (call.error == ErrorCode.INTERNAL_ERROR && call.attempt == null);
        if (of.step() == TaskCall.Step.BEGIN && ours) {
            // No vendor was asked: it is tried as often as if this node had died over it.
            of.lease().save(task.lost(now.plus(settings.lease()), now));
            return;
        }
        Duration pause = of.step() == TaskCall.Step.BEGIN ? later(call, task, told) : null;
        if (pause != null) {
            of.lease().save(task.putOff(now.plus(pause), now));
        } else {
            TaskState how = told.status() < 300 ? TaskState.SUCCEEDED : TaskState.FAILED;
            of.lease().end(task.by(worker(call, task)).ended(how, told.status(), now), told.body());
        }
    }

    /** Whether nobody knows if the vendor has begun, and the vendor does. */
    private static boolean mayHaveBegun(Call call, TaskCall of) {
        VendorJob job = of.task().job();
        boolean unknown = call.doubtful || call.error == ErrorCode.SHUTTING_DOWN;
        return of.step() == TaskCall.Step.BEGIN
                && unknown
                && job != null
                && job.id() == null
                && call.attempt != null
                && call.attempt().offer().vendorModel().mappings().find() != null;
    }

    /**
     * After what time it is worth another try; null when it is not. Each pause is longer than the one before: thousands of tasks
     * may wait for a vendor that has room for few.
     */
    private @Nullable Duration later(Call call, Task task, TaskCall.Told told) {
        if (call.error == ErrorCode.SHUTTING_DOWN) {
            return Duration.ZERO;
        }
        boolean noRoom = told.status() == 429 || told.status() == 503;
        if (!noRoom || call.doubtful || !task.order().patient()) {
            return null;
        }
        String asked = told.retryAfter();
        Duration ours = settings.retryPause(task.looks() + 1);
        Duration theirs = asked == null ? ours : Duration.ofSeconds(Long.parseLong(asked));
        return theirs.compareTo(ours) < 0 ? ours : theirs;
    }

    /** The vendor has begun what ended here while it was asked. */
    private static void recall(Call call, TaskCall of, Task next) {
        if (call.attempt().offer().cancels()) {
            of.lease().recall(Objects.requireNonNull(next.job()));
        }
    }
}
