package gateway.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.tasks.Task;
import gateway.tasks.TaskState;
import gateway.tasks.Tasks;
import gateway.tasks.VendorJob;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tasks as callers see them:
 *
 * <pre>{@code
 * {"id", "object": "task", "status", "progress": percent, "created_at", "updated_at", "expires_at": while it has not ended,
 *  "endpoint", "request_id", "vendor", "model": once one was asked,
 *  "webhook": how far the telling of it has come, for a task that has one,
 *  "result": what the endpoint would have answered, "error": why it would not}
 * }</pre>
 */
final class TaskJson {

    static final String PATHS = "/api/v1/tasks";

    /** Of tasks, ready to have an id put behind it. */
    static final String PATH = PATHS + '/';

    private final Tasks tasks;
    private final ImageFiles files;
    private final ObjectMapper mapper;

    TaskJson(Tasks tasks, ImageFiles files, ObjectMapper mapper) {
        this.tasks = tasks;
        this.files = files;
        this.mapper = mapper;
    }

    /**
     * With its result, or its error, once it has ended.
     *
     * @param call by which it is shown, which holds the bytes of the pictures; null where links will do
     */
    byte[] task(Task task, @Nullable Call call) throws IOException {
        ObjectNode json = outline(task);
        if (task.state() == TaskState.SUCCEEDED) {
            json.set("result", shown(task, call));
        } else if (task.state().ended() && task.status() > 0) {
            json.set("error", mapper.readTree(tasks.answer(task)).path("error"));
        }
        return mapper.writeValueAsBytes(json);
    }

    /** Without results. */
    byte[] list(List<Task> all, boolean more) throws IOException {
        ObjectNode json = mapper.createObjectNode().put("object", "list");
        ArrayNode data = json.putArray("data");
        all.forEach(task -> data.add(outline(task)));
        json.put("has_more", more);
        return mapper.writeValueAsBytes(json);
    }

    /** {@code {"object": "webhook_secret", "secret"}} */
    byte[] secret(String secret) throws IOException {
        return mapper.writeValueAsBytes(
                mapper.createObjectNode().put("object", "webhook_secret").put("secret", secret));
    }

    /** What the endpoint that was called would have answered. */
    byte[] answer(Task task, Call call) throws IOException {
        return task.state() == TaskState.SUCCEEDED ? mapper.writeValueAsBytes(shown(task, call)) : tasks.answer(task);
    }

    /** Whether it is wise to repeat the request that came to this error. */
    boolean retryable(byte[] error) throws IOException {
        return mapper.readTree(error).at("/error/retryable").asBoolean();
    }

    private JsonNode shown(Task task, @Nullable Call call) throws IOException {
        JsonNode answer = mapper.readTree(tasks.answer(task));
        for (JsonNode image : answer.path("data")) {
            if (ImageFiles.isKept(image)) {
                files.show((ObjectNode) image, task.order().address(), call);
            }
        }
        return answer;
    }

    private ObjectNode outline(Task task) {
        ObjectNode json = mapper.createObjectNode()
                .put("id", task.id())
                .put("object", "task")
                .put("status", task.state().wire())
                .put("progress", task.progress())
                .put("created_at", seconds(task.createdAt()))
                .put("updated_at", seconds(task.updatedAt()));
        if (!task.state().ended()) {
            json.put("expires_at", seconds(task.expiresAt()));
        }
        json.put("endpoint", task.order().endpoint()).put("request_id", RequestIds.ofTask(task.id()));
        VendorJob job = task.job();
        if (job != null) {
            json.put("vendor", job.vendor()).put("model", job.model());
        }
        if (task.order().webhook() != null) {
            json.put("webhook", task.notice().wire());
        }
        return json;
    }

    private static long seconds(Instant time) {
        return time.getEpochSecond();
    }
}
