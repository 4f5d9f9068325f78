package gateway.delivery;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.tasks.Task;
import gateway.tasks.TaskState;
import gateway.time.Ticker;
import gateway.vendors.Offer;
import gateway.vendors.TaskShape;
import gateway.vendors.VendorModel;
import gateway.wire.Usage;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One question about work that a vendor has begun. What it says decides what becomes of the task. */
final class TaskLook implements Operation {

    private static final int PERCENT = 100;

    private final Factory parts;
    private final TaskCall of;
    private @Nullable Operation asked;

    private TaskLook(Factory parts, TaskCall of) {
        this.parts = parts;
        this.of = of;
    }

    /**
     * What all questions share.
     *
     * @param readImages reads the request anew when its answer is there
     * @param replyLimit size of what a vendor may say, in bytes
     * @param failedLooks in a row, of which the last is taken as it is
     */
    record Factory(
            ReadImages readImages,
            Replies replies,
            VendorErrors errors,
            ObjectMapper mapper,
            int replyLimit,
            int failedLooks,
            LookPace pace,
            Supplier<RandomGenerator> randoms,
            InstantSource clock,
            Ticker ticker) {

        TaskLook of(TaskCall task) {
            return new TaskLook(this, task);
        }

        /** When the vendor is to be asked again. */
        Instant next(Offer offer, Task task) {
            return next(offer, Math.max(task.looks(), task.failures()), clock.instant());
        }

        /** Whether the vendor may be asked now; else when. */
        @Nullable
        Instant putOff(Offer offer) {
            TaskShape shape = Objects.requireNonNull(offer.protocol().task());
            String vendor = offer.vendor().card().name();
            Instant now = clock.instant();
            return pace.mayAsk(vendor, now, shape.looksPerSecond())
                    ? null
                    : pace.slot(vendor, now.plusSeconds(1), shape.looksPerSecond());
        }

        /** The same for work that was begun just now. */
        Instant first(Offer offer) {
            return next(offer, 0, clock.instant());
        }

        private Instant next(Offer offer, int looks, Instant now) {
            TaskShape shape = Objects.requireNonNull(offer.protocol().task());
            Duration pause = shape.pause(looks, randoms.get());
            return pace.slot(offer.vendor().card().name(), now.plus(pause), shape.looksPerSecond());
        }
    }

    @Override
    public byte[] question(Call call, VendorModel to) {
        throw new IllegalStateException("a question about work has no body");
    }

    @Override
    public Answer answer(Call call, String type, InputStream body) throws IOException {
        return switch (of.step()) {
            case POLL -> polled(call, WholeBody.read(type, body, parts.replyLimit()));
            case FIND -> found(call, WholeBody.read(type, body, parts.replyLimit()));
            case CANCEL -> {
                of.becomes(of.task().toldOff(parts.clock().instant()));
                yield new Answer.Part();
            }
            case BEGIN -> throw new IllegalStateException("nothing was begun");
        };
    }

    private Answer polled(Call call, byte[] told) throws IOException {
        Attempt attempt = call.attempt();
        byte[] canonical = parts.replies().polled(attempt.offer().vendorModel(), told, error -> parts.errors()
                .classifyUnderSuccess(error, attempt));
        if (!(tree(canonical) instanceof ObjectNode state)) {
            throw new CallFailure(FailureKind.UNREADABLE, "what it says of its work is not a JSON object");
        }
        return switch (state.path("status").asText("")) {
            case "queued" -> working(call, TaskState.SUBMITTED, state);
            case "running" -> working(call, TaskState.RUNNING, state);
            case "succeeded" -> done(call, state);
            case "failed" -> throw parts.errors().classifyOfJob(state.path("error"), attempt);
            default -> throw new CallFailure(FailureKind.UNREADABLE, "the state of its work is none that is known");
        };
    }

    private JsonNode tree(byte[] canonical) throws IOException {
        try {
            return parts.mapper().readTree(canonical);
        } catch (JacksonException e) {
            throw new CallFailure(FailureKind.UNREADABLE, "what it says of its work is not valid JSON");
        }
    }

    private Answer working(Call call, TaskState seen, ObjectNode state) {
        int percent = Math.clamp(state.path("progress").asLong(0), 0, PERCENT - 1);
        of.becomes(of.task()
                .seen(
                        seen,
                        percent,
                        parts.next(call.attempt().offer(), of.task()),
                        parts.clock().instant()));
        return new Answer.Part();
    }

    private Answer done(Call call, ObjectNode state) throws IOException {
        // The vendor has said all it has to say; what follows takes its own time.
        call.attempt().neverDue();
        parts.readImages().read(call);
        Operation request = call.operation();
        asked = request;
        Answer.Whole whole = request.outcome(call, state, of.task().failures() + 1 >= parts.failedLooks());
        call.attempts.add(
                Records.attempt(call, call.attempt(), "ok", parts.ticker().nanos()));
        return whole;
    }

    private Answer found(Call call, byte[] told) throws IOException {
        VendorModel from = call.attempt().offer().vendorModel();
        String id = parts.replies().found(from, told, of.task().id());
        Instant now = parts.clock().instant();
        of.becomes(
                id == null
                        ? of.task().lost(now, now)
                        : of.task()
                                .submitted(
                                        of.job().named(id),
                                        parts.first(call.attempt().offer()),
                                        now));
        return new Answer.Part();
    }

    @Override
    public @Nullable Usage spent() {
        return asked == null ? null : asked.spent();
    }
}
