package gateway.delivery;

import gateway.fault.ErrorCode;
import gateway.fault.GatewayException;
import gateway.scoring.Candidate;
import gateway.tasks.Order;
import gateway.tasks.Task;
import gateway.tasks.TaskState;
import gateway.tasks.Tasks;
import gateway.time.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * Makes a task of a request: because its caller does not want to wait, or because a vendor may do the work that begins it now
 * and ends it later. A caller who waits is answered when the task has ended, or told of it when their time is over.
 */
public final class FileTask {

    private static final String PREFER = "respond-async";
    private static final int ACCEPTED = 202;

    private final Tasks tasks;
    private final TaskJson json;
    private final BodyMemory memory;
    private final ImageFiles files;
    private final Webhooks webhooks;
    private final Ticker ticker;

    FileTask(Tasks tasks, TaskJson json, BodyMemory memory, ImageFiles files, Webhooks webhooks, Ticker ticker) {
        this.webhooks = webhooks;
        this.tasks = tasks;
        this.json = json;
        this.memory = memory;
        this.files = files;
        this.ticker = ticker;
    }

    /** Whether a request that has been planned is to become a task. */
    public boolean wanted(Call call) {
        return patient(call)
                || call.inbound.headers().value(Webhooks.HEADER) != null
                || call.plan().candidates().stream().anyMatch(FileTask::endsLater);
    }

    private static boolean endsLater(Candidate candidate) {
        return candidate.offer().protocol().task() != null;
    }

    private static boolean patient(Call call) {
        String preference = call.inbound.headers().value("Prefer");
        return preference != null && preference.toLowerCase(Locale.ROOT).contains(PREFER);
    }

    /**
     * @throws CallFailure when a caller who waits has left
     */
    public void file(Call call) throws IOException {
        boolean patient = patient(call);
        Order order = new Order(
                call.endpoint,
                call.inbound.strategy(),
                call.inbound.region(),
                patient,
                files.address(call.inbound),
                webhooks.checked(call.inbound.headers().value(Webhooks.HEADER)));
        Task task = tasks.file(
                RequestIds.taskOf(call.id),
                call.principal(),
                order,
                call.request().body());
        call.filed = true;
        // Whoever repeats the request has the work done twice.
        call.doubtful = true;
        // From here on the task has the question, and its own plan.
        call.request = call.request().withoutBody();
        call.operation = null;
        memory.release(call);
        giveBack(call);
        answer(call, patient ? task : awaited(call, task), patient);
    }

    private static void giveBack(Call call) {
        if (call.lease != null) {
            call.lease.close();
        }
    }

    private Task awaited(Call call, Task task) {
        Duration patience = Duration.ofNanos(Math.max(0, call.deadlineNanos - ticker.nanos()));
        Task seen = tasks.await(task, patience, () -> call.ended() != null);
        FailureKind ended = call.ended();
        if (ended == FailureKind.CLIENT_GONE && !seen.state().ended()) {
            throw CallFailure.clientGone();
        }
        return seen;
    }

    private void answer(Call call, Task task, boolean patient) throws IOException {
        Map<String, String> headers = AnswerHeaders.task(call, task);
        boolean ended = task.state().ended();
        if (patient && !ended) {
            headers.put("Preference-Applied", PREFER);
        }
        if (task.state() == TaskState.CANCELLED) {
            throw new GatewayException(ErrorCode.TASK_ENDED, "The task " + task.id() + " was cancelled.");
        }
        byte[] body = ended ? json.answer(task, call) : json.task(task, call);
        call.status = ended ? task.status() : ACCEPTED;
        if (ended && task.state() != TaskState.SUCCEEDED) {
            headers.put(AnswerHeaders.SHOULD_RETRY, Boolean.toString(json.retryable(body)));
        }
        call.inbound.client().send(call.status, headers, body);
    }
}
