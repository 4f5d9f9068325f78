package gateway.delivery;

import gateway.api.Endpoint;
import gateway.fault.ErrorCode;
import gateway.fault.GatewayException;
import gateway.tasks.Tasks;
import java.io.IOException;
import java.util.Map;

/**
 * Takes vendors' word that there is news of their work. What a callback says is not read: it may come late, twice or from
 * somebody else. It is a hint to ask the vendor itself, which nobody can forge.
 */
public final class Callbacks {

    private static final byte[] EMPTY = {'{', '}'};
    private static final int OK = 200;

    private final TaskTags tags;
    private final Tasks tasks;

    Callbacks(TaskTags tags, Tasks tasks) {
        this.tags = tags;
        this.tasks = tasks;
    }

    /** @throws GatewayException 404 when the address was not made here */
    public void admit(Call call) {
        task(call);
    }

    /** @throws CallFailure when the vendor has left */
    public void take(Call call) {
        tasks.hasten(task(call));
        call.status = OK;
        try {
            call.inbound.client().send(OK, Map.of("Content-Type", AnswerHeaders.JSON), EMPTY);
        } catch (IOException e) {
            throw CallFailure.clientGone();
        }
    }

    private String task(Call call) {
        String path = Endpoint.trimmed(call.inbound.path());
        String[] parts = path.substring(TaskTags.PATH.length()).split("/", 2);
        String task = parts.length == 2 ? tags.task(parts[0], parts[1]) : null;
        if (task == null) {
            throw new GatewayException(ErrorCode.TASK_NOT_FOUND, "No task waits for a word at this address.");
        }
        return task;
    }
}
