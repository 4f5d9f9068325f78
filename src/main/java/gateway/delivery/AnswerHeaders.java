package gateway.delivery;

import gateway.fault.ErrorCode;
import gateway.tasks.Task;
import gateway.tasks.TaskState;
import gateway.tasks.VendorJob;
import gateway.vendors.Offer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Headers of our answers; none of a vendor's or a caller's own are ever among them. */
final class AnswerHeaders {

    static final String JSON = "application/json";

    /** SDKs repeat by status alone unless told otherwise. */
    static final String SHOULD_RETRY = "x-should-retry";

    private AnswerHeaders() {}

    static Map<String, String> json(Call call) {
        return headers(call, JSON);
    }

    /** @param type as the vendor told it, which may hold anything but the end of a line */
    static Map<String, String> sound(Call call, String type) {
        Map<String, String> headers = headers(call, type);
        headers.put("X-Accel-Buffering", "no");
        return headers;
    }

    static Map<String, String> events(Call call) {
        Map<String, String> headers = headers(call, call.conversion().streamType());
        headers.put("Cache-Control", "no-cache");
        // nginx would gather events until its buffer is full
        headers.put("X-Accel-Buffering", "no");
        return headers;
    }

    /** For what has become a task. */
    static Map<String, String> task(Call call, Task task) {
        Map<String, String> headers = headers(call, JSON);
        headers.put("x-gateway-task", task.id());
        headers.put("Location", TaskJson.PATH + task.id());
        VendorJob job = task.job();
        if (job != null && task.state() == TaskState.SUCCEEDED) {
            headers.put("x-gateway-vendor", job.vendor());
            headers.put("x-gateway-model", job.model());
        }
        return headers;
    }

    static Map<String, String> error(Call call, ErrorCode code, @Nullable Duration retryAfter) {
        Map<String, String> headers = headers(call, JSON);
        headers.put(SHOULD_RETRY, Boolean.toString(call.retryable(code)));
        if (retryAfter != null) {
            headers.put("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
        }
        return headers;
    }

    private static Map<String, String> headers(Call call, String type) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", type);
        headers.put(RequestIds.HEADER, call.id);
        Attempt attempt = call.attempt;
        if (attempt != null && attempt.answer != null) {
            Offer offer = attempt.offer();
            headers.put("x-gateway-vendor", offer.vendor().card().name());
            headers.put("x-gateway-model", offer.model().id());
        }
        if (call.tried > 0) {
            headers.put("x-gateway-attempts", Integer.toString(call.tried));
        }
        return headers;
    }
}
