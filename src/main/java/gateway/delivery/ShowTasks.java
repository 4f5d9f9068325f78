package gateway.delivery;

import gateway.api.Endpoint;
import gateway.fault.ErrorCode;
import gateway.fault.GatewayException;
import gateway.tasks.Task;
import gateway.tasks.TaskSettings;
import gateway.tasks.Tasks;
import gateway.tasks.VendorJob;
import gateway.vendors.Offer;
import gateway.vendors.VendorDirectory;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows callers their tasks, and lets them end one. */
public final class ShowTasks {

    private static final String CANCEL = "/cancel";
    private static final String WEBHOOK = "/webhook";
    private static final int OK = 200;

    private final Tasks tasks;
    private final TaskJson json;
    private final VendorDirectory vendors;
    private final WebhookKeys webhookKeys;
    private final TaskSettings settings;

    ShowTasks(Tasks tasks, TaskJson json, VendorDirectory vendors, WebhookKeys webhookKeys, TaskSettings settings) {
        this.tasks = tasks;
        this.json = json;
        this.vendors = vendors;
        this.webhookKeys = webhookKeys;
        this.settings = settings;
    }

    /** {@code GET /api/v1/tasks/{id}?wait=seconds}: as it is, or as soon as it has ended. */
    public void show(Call call) throws IOException {
        Task task = task(call, "");
        String wait = Query.value(call.inbound.query(), "wait");
        if (wait != null && !task.state().ended()) {
            call.inbound.client().watch();
            task = tasks.await(task, patience(wait), () -> call.ended() != null);
            if (call.ended() == FailureKind.CLIENT_GONE) {
                throw CallFailure.clientGone();
            }
        }
        send(call, json.task(task, call));
    }

    private Duration patience(String wait) {
        Duration asked = Duration.ofSeconds(whole("wait", wait, "seconds"));
        return asked.compareTo(settings.longestWait()) < 0 ? asked : settings.longestWait();
    }

    /** {@code GET /api/v1/tasks?limit=&after=}: the newest first, without their results. */
    public void list(Call call) throws IOException {
        String account = call.principal().accountId();
        String after = Query.value(call.inbound.query(), "after");
        String limit = Query.value(call.inbound.query(), "limit");
        int most = limit == null ? settings.listed() : Math.min(whole("limit", limit, "tasks"), settings.listed());
        Task before = after == null ? null : known(tasks.find(account, after));
        List<Task> found = tasks.list(account, before, most + 1);
        boolean more = found.size() > most;
        send(call, json.list(more ? found.subList(0, most) : found, more));
    }

    /** {@code POST /api/v1/tasks/{id}/cancel}; its vendor is told where it can be. */
    public void cancel(Call call) throws IOException {
        Task task = task(call, CANCEL);
        if (task.state().ended()) {
            throw ended(task);
        }
        Task cancelled = tasks.cancel(task, this::recalls);
        if (cancelled.status() > 0) {
            throw ended(cancelled);
        }
        send(call, json.task(cancelled, call));
    }

    /** {@code POST /api/v1/tasks/{id}/webhook}: has it told once more. */
    public void tellAgain(Call call) throws IOException {
        Task task = task(call, WEBHOOK);
        if (task.order().webhook() == null) {
            throw GatewayException.invalid(
                    Webhooks.HEADER, "The task has no webhook: its request had no header '" + Webhooks.HEADER + "'.");
        }
        send(call, json.task(tasks.tellAgain(task), call));
    }

    /** {@code GET /api/v1/webhook-secret}: by which the account's programs check what its webhooks are told. */
    public void secret(Call call) throws IOException {
        send(call, json.secret(webhookKeys.secret(call.principal().accountId())));
    }

    private static GatewayException ended(Task task) {
        return new GatewayException(
                ErrorCode.TASK_ENDED,
                "The task has ended before: its status is '" + task.state().wire() + "'.");
    }

    private boolean recalls(VendorJob job) {
        return vendors.catalog().offers(job.vendor() + '/' + job.model()).stream()
                .anyMatch(Offer::cancels);
    }

    private Task task(Call call, String ending) {
        String path = Endpoint.trimmed(call.inbound.path());
        String id = path.substring(0, path.length() - ending.length());
        return known(tasks.find(call.principal().accountId(), id.substring(id.lastIndexOf('/') + 1)));
    }

    private static Task known(@Nullable Task task) {
        if (task == null) {
            throw new GatewayException(
                    ErrorCode.TASK_NOT_FOUND,
                    "There is no such task of yours, or no more; GET /api/v1/tasks lists those there are.");
        }
        return task;
    }

    private static int whole(String name, String value, String unit) {
        try {
            int number = Integer.parseInt(value);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw GatewayException.invalid(name, "'" + name + "' must be a number of " + unit + " above 0.");
    }

    private static void send(Call call, byte[] body) throws IOException {
        call.status = OK;
        call.inbound.client().send(OK, AnswerHeaders.json(call), body);
    }
}
