package gateway.delivery;

import gateway.api.EventWriter;
import gateway.time.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/** Brings the answer to the caller: whole, or event by event as it comes. */
public final class Deliver {

    /** After its end mark a vendor ends the connection's reply at once; one that does not is cut off. */
    private static final long LAST_WORD_NANOS = Duration.ofMillis(200).toNanos();

    /** Of sound, read and written at once. */
    private static final int PIECE = 16 * 1024;

    private final Attempts attempts;
    private final TaskCalls taskCalls;
    private final Ticker ticker;
    private final long streamLimitNanos;

    Deliver(Attempts attempts, TaskCalls taskCalls, DeliverySettings settings, Ticker ticker) {
        this.attempts = attempts;
        this.taskCalls = taskCalls;
        this.ticker = ticker;
        this.streamLimitNanos = settings.streamLimit().toNanos();
    }

    /**
     * @throws CallFailure when the caller has left, or the vendor's stream breaks
     */
    public void deliver(Call call) {
        Attempt attempt = call.attempt();
        switch (Objects.requireNonNull(attempt.answer, "nothing to deliver")) {
            case Answer.Whole whole -> {
                call.usage = whole.usage();
                send(call, call.conversion().reply(whole.body()));
            }
            case Answer.Streamed streamed -> stream(call, attempt, streamed);
            case Answer.Passed sound -> sound(call, attempt, sound);
            case Answer.Begun begun -> taskCalls.begun(call, begun.job());
            case Answer.Part part -> throw new IllegalStateException("the answer is not whole");
        }
        attempts.succeeded(call);
    }

    private static void send(Call call, byte[] body) {
        try {
            call.inbound.client().send(200, AnswerHeaders.json(call), body);
            call.status = 200;
        } catch (IOException e) {
            throw CallFailure.clientGone();
        }
    }

    private void stream(Call call, Attempt attempt, Answer.Streamed answer) {
        EventStream events = Objects.requireNonNull(call.events);
        attempts.begun(attempt);
        try {
            events.open(AnswerHeaders.events(call));
            call.status = 200;
            answer.held().writeTo(events);
            relay(attempt, answer, events);
            events.write(sink -> answer.chunks().end(RequestIds::ofAnswer, call.startedAt.getEpochSecond(), sink));
            events.flush();
        } catch (IOException e) {
            throw Faults.of(e, attempt.upstream);
        } finally {
            call.usage = answer.chunks().usage();
        }
        hearOut(attempt, answer.stream());
    }

    private void relay(Attempt attempt, Answer.Streamed answer, EventStream events) throws IOException {
        VendorStream stream = answer.stream();
        Consumer<EventWriter.Sink> pass = answer.chunks()::pass;
        long end = ticker.nanos() + streamLimitNanos;
        long stall = attempt.offer().vendor().card().timeouts().stall().toNanos();
        while (true) {
            if (ticker.nanos() - end >= 0) {
                throw new CallFailure(FailureKind.DEADLINE, "the stream has reached its longest life");
            }
            // What has come already leaves together: a write costs more than an event.
            if (!stream.pending()) {
                events.flush();
                waitUntil(attempt, end, stall);
            }
            VendorStream.Step step = stream.next();
            // From here to the next wait it is the caller who may be slow.
            attempt.neverDue();
            switch (step) {
                case CHUNK -> events.write(pass);
                case DONE -> {
                    return;
                }
                case COMMENT -> {
                    // a sign of life; our own heartbeats go out at our own pace
                }
            }
        }
    }

    /** Piece by piece, as it comes. */
    private void sound(Call call, Attempt attempt, Answer.Passed answer) {
        call.usage = answer.usage();
        attempts.begun(attempt);
        long end = ticker.nanos() + streamLimitNanos;
        long stall = attempt.offer().vendor().card().timeouts().stall().toNanos();
        Client client = call.inbound.client();
        client.begin(200, AnswerHeaders.sound(call, answer.type()));
        call.status = 200;
        byte[] piece = new byte[PIECE];
        int length = answer.begin().length;
        System.arraycopy(answer.begin(), 0, piece, 0, length);
        while (length >= 0) {
            pass(client, piece, length);
            waitUntil(attempt, end, stall);
            length = next(attempt, answer.rest(), piece);
            attempt.neverDue();
        }
    }

    private static int next(Attempt attempt, InputStream from, byte[] piece) {
        try {
            return from.read(piece);
        } catch (IOException e) {
            throw Faults.of(e, attempt.upstream);
        }
    }

    private static void pass(Client client, byte[] piece, int length) {
        try {
            client.write(piece, 0, length);
            client.flush();
        } catch (IOException e) {
            throw CallFailure.clientGone();
        }
    }

    private void waitUntil(Attempt attempt, long end, long stall) {
        long silent = ticker.nanos() + stall;
        if (silent - end < 0) {
            attempt.due(silent, FailureKind.STALLED);
        } else {
            attempt.due(end, FailureKind.DEADLINE);
        }
    }

    /** Reads the vendor's connection to its end, so that it can be used again. */
    private void hearOut(Attempt attempt, VendorStream stream) {
        attempt.due(ticker.nanos() + LAST_WORD_NANOS, FailureKind.TIMEOUT);
        stream.skipRest();
        attempt.neverDue();
    }
}
