package gateway.delivery;

import gateway.api.ApiError;
import gateway.api.Dialects;
import gateway.fault.ErrorCode;
import gateway.logging.Wordless;
import gateway.tasks.Task;
import gateway.tasks.TaskLease;
import gateway.tasks.TaskSettings;
import gateway.tasks.TaskState;
import gateway.tasks.TaskWork;
import gateway.tasks.VendorJob;
import gateway.vendors.Offer;
import gateway.vendors.VendorDirectory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a task whose time has come down the route that goes on with it. */
final class AdvanceTask implements TaskWork {

    private static final Logger LOG = LoggerFactory.getLogger(AdvanceTask.class);
    private static final String RUN = "direct:run-task";
    private static final String LOOK = "direct:look-at-task";

    private final ProducerTemplate camel;
    private final VendorDirectory vendors;
    private final Readiness readiness;
    private final TaskLook.Factory looks;
    private final Webhooks webhooks;
    private final Settle settle;
    private final TaskSettings settings;
    private final InstantSource clock;

    AdvanceTask(
            ProducerTemplate camel,
            VendorDirectory vendors,
            Readiness readiness,
            TaskLook.Factory looks,
            Webhooks webhooks,
            Settle settle,
            TaskSettings settings,
            InstantSource clock) {
        this.camel = camel;
        this.vendors = vendors;
        this.readiness = readiness;
        this.looks = looks;
        this.webhooks = webhooks;
        this.settle = settle;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public boolean welcome() {
        return readiness.isReady();
    }

    @Override
    public void advance(TaskLease lease) {
        Task task = lease.task();
        Instant now = clock.instant();
        if (task.state().ended() && !task.recall()) {
            webhooks.tell(lease);
            return;
        }
        if (!task.state().ended() && !now.isBefore(task.expiresAt())) {
            expire(lease, now);
            return;
        }
        switch (TaskCalls.step(task)) {
            case BEGIN -> begin(lease, now);
            case FIND -> find(lease, now);
            case POLL -> poll(lease);
            case CANCEL -> send(LOOK, lease);
        }
    }

    private void begin(TaskLease lease, Instant now) {
        Task task = lease.task();
        if (task.runs() >= settings.runs()) {
            lease.end(task.ended(TaskState.FAILED, ErrorCode.INTERNAL_ERROR.status(), now), abandoned(task));
        } else if (lease.note(task.begun(now))) {
            send(RUN, lease);
        }
    }

    private void expire(TaskLease lease, Instant now) {
        Task task = lease.task();
        Task over = task.ended(TaskState.EXPIRED, ErrorCode.TASK_EXPIRED.status(), now);
        Offer offer = offer(task);
        boolean recalls = offer != null && offer.cancels() && task.begunByVendor();
        lease.end(recalls ? over.recalling(now) : over, expired(task));
    }

    private void poll(TaskLease lease) {
        Task task = lease.task();
        Offer offer = offer(task);
        Instant later = offer == null || offer.protocol().task() == null ? null : looks.putOff(offer);
        if (later == null) {
            send(LOOK, lease);
        } else {
            lease.save(task.later(later));
        }
    }

    /** The vendor's model that works on it, in whatever region; null when there is none, or none any more. */
    private @Nullable Offer offer(Task task) {
        VendorJob job = task.job();
        List<Offer> offers = job == null ? List.of() : vendors.catalog().offers(job.vendor() + '/' + job.model());
        return offers.isEmpty() ? null : offers.getFirst();
    }

    /** A node died that had asked a vendor to begin. Where it cannot be asked whether it has, better twice than never. */
    private void find(TaskLease lease, Instant now) {
        Task task = lease.task();
        Offer offer = offer(task);
        if (offer != null && offer.vendorModel().mappings().find() == null) {
            lease.save(task.lost(now, now));
        } else {
            send(LOOK, lease);
        }
    }

    private void send(String route, TaskLease lease) {
        Exchange done = camel.send(route, exchange -> exchange.getMessage().setBody(lease));
        Call call = done.getProperty(Call.PROPERTY, Call.class);
        if (call != null) {
            // What left its route by an error of the Java machine is settled by no step.
            settle.settleAbandoned(call, () -> {});
        }
        if (done.getException() != null) {
            LOG.error("task {} is left until its lease ends", lease.task().id(), Wordless.of(done.getException()));
        }
    }

    private static byte[] abandoned(Task task) {
        return error(
                task,
                ErrorCode.INTERNAL_ERROR,
                "The task was begun " + task.runs() + " times, and each time it broke off.");
    }

    private static byte[] expired(Task task) {
        Duration life = Duration.between(task.createdAt(), task.expiresAt());
        return error(
                task,
                ErrorCode.TASK_EXPIRED,
                "The task has not ended within " + life.toSeconds() + " s; it was "
                        + task.state().wire() + '.');
    }

    private static byte[] error(Task task, ErrorCode code, String message) {
        return Dialects.CANONICAL.error(
                new ApiError(code, message, null, null, code.retryable(), RequestIds.ofTask(task.id())));
    }
}
