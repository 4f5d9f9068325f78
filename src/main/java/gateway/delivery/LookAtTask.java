package gateway.delivery;

import gateway.fault.ErrorCode;
import gateway.fault.GatewayException;
import gateway.scoring.Candidate;
import gateway.scoring.Plan;
import gateway.scoring.Score;
import gateway.tasks.Task;
import gateway.tasks.TaskSettings;
import gateway.tasks.VendorJob;
import gateway.time.Ticker;
import gateway.vendors.KeyRing;
import gateway.vendors.Offer;
import gateway.vendors.VendorDirectory;
import gateway.vendors.VendorKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Asks a vendor about work that it has begun. Neither breakers nor limits of requests are asked: nothing new is wanted of it. */
public final class LookAtTask {

    private final VendorDirectory vendors;
    private final TaskLook.Factory looks;
    private final Refuse refuse;
    private final TaskSettings settings;
    private final InstantSource clock;
    private final Ticker ticker;

    LookAtTask(
            VendorDirectory vendors,
            TaskLook.Factory looks,
            Refuse refuse,
            TaskSettings settings,
            InstantSource clock,
            Ticker ticker) {
        this.vendors = vendors;
        this.looks = looks;
        this.refuse = refuse;
        this.settings = settings;
        this.clock = clock;
        this.ticker = ticker;
    }

    /** Finds whom to ask: the vendor of then, in the version of now. */
    public void aim(Call call) {
        TaskCall task = task(call);
        VendorDirectory.Lease lease = vendors.lease();
        call.lease = lease;
        Offer offer = offer(task.job(), lease);
        Candidate candidate = new Candidate(offer, Score.UNRIVALLED);
        String strategy = task.task().order().strategy();
        call.plan = new Plan(strategy == null ? "" : strategy, List.of(candidate), List.of());
        call.position = 1;
        call.tried = 1;
        call.operation = looks.of(task);
        long now = ticker.nanos();
        Attempt attempt = new Attempt(candidate, key(task.job(), offer), now, Attempt.COUNTED);
        // Its outcome is nobody's but the task's.
        attempt.closed = true;
        attempt.calls = 1;
        attempt.askedNanos = now;
        call.deadlineNanos = now + offer.vendor().card().timeouts().reply().toNanos();
        attempt.due(call.deadlineNanos, FailureKind.TIMEOUT);
        call.attempt = attempt;
        attempt.upstream.bind();
    }

    private static Offer offer(VendorJob job, VendorDirectory.Lease lease) {
        return lease.catalog().offers(job.vendor() + '/' + job.model()).stream()
                .filter(each -> each.outlet().region().equals(job.region())
                        && each.protocol().task() != null)
                .findFirst()
                .orElseThrow(() -> new CallFailure(FailureKind.HELD_BACK, "its vendor is not active any more"));
    }

    /** The key of then; another of the vendor's, where that is not ours any more. */
    private static @Nullable VendorKey key(VendorJob job, Offer offer) {
        KeyRing keys = offer.outlet().keys();
        VendorKey known = job.key() == null ? null : keys.named(job.key());
        return known == null ? keys.pick() : known;
    }

    /** The vendor could not be asked, or its work has come to nothing. */
    public void failed(Call call, Throwable thrown) {
        TaskCall of = task(call);
        Task task = of.task();
        Attempt attempt = call.attempt;
        CallFailure failure = Faults.of(thrown, attempt == null ? new Upstream() : attempt.upstream);
        boolean last = task.failures() + 1 >= settings.failedLooks();
        Instant now = clock.instant();
        if (thrown instanceof GatewayException ours && ours.code() == ErrorCode.OVERLOADED) {
            // It is this node that has no room for the answer.
            of.becomes(task.later(now.plus(settings.retryPause())));
            return;
        }
        if (failure.kind() == FailureKind.SHUTDOWN) {
            of.becomes(task.unseen(now, now));
        } else if (of.step() == TaskCall.Step.CANCEL && last) {
            of.becomes(task.toldOff(now));
        } else if (of.step() == TaskCall.Step.CANCEL || (failure.told() == null && !last)) {
            Instant next = attempt == null ? blind(task, now) : looks.next(attempt.offer(), task);
            of.becomes(task.unseen(after(next, now, failure.retryAfter()), now));
        } else {
            if (attempt != null) {
                call.attempts.add(
                        Records.attempt(call, attempt, failure.kind().code().wire(), ticker.nanos()));
            }
            // What it has begun it may have billed.
            call.doubtful = true;
            refuse.refuse(call, failure);
        }
    }

    /** Its vendor's folder is not there: it may be in the hands of somebody who mends it. */
    private Instant blind(Task task, Instant now) {
        return now.plus(settings.retryPause(task.failures() + 1));
    }

    private static Instant after(Instant next, Instant now, @Nullable Duration pause) {
        Instant asked = pause == null ? next : now.plus(pause);
        return asked.isAfter(next) ? asked : next;
    }

    private static TaskCall task(Call call) {
        return Objects.requireNonNull(call.task);
    }
}
