package gateway.delivery;

import gateway.vendors.StreamShape;
import gateway.vendors.StreamShape.End;
import gateway.vendors.VendorModel;
import gateway.wire.EventReader;
import gateway.wire.EventTooLargeException;
import gateway.wire.ReplyFacts;
import gateway.wire.ReplyReader;
import gateway.wire.StreamEvent;
import gateway.wire.ToldUsage;
import gateway.wire.UnreadableReplyException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A vendor's stream as canonical chunks. Each event is read and judged before anything of it is passed on; a chunk that
 * needs no change is handed on as the bytes that came. Not thread-safe; memory is bounded by the largest event.
 */
final class VendorStream {

    /** What {@link #next()} found. */
    enum Step {
        /** A chunk stands in {@link #buffer()}. */
        CHUNK,
        /** A sign of life, nothing to pass on. */
        COMMENT,
        /** The vendor's end mark: the answer is whole. */
        DONE
    }

    private final EventReader events;
    private final ReplyReader replies;
    private final StreamShape shape;
    private final byte @Nullable [] mark;
    private final Set<String> errorNames;
    private final @Nullable MappedEvents mapped;
    private final Function<byte[], CallFailure> refusal;
    private byte[] buffer = {};
    private int offset;
    private int length;
    private @Nullable ReplyFacts facts;
    private @Nullable ToldUsage usage;
    private final Generated generated;
    private boolean finished;
    private boolean ending;

    /**
     * @param mapped null where every event is passed on as it comes
     * @param refusal what an error among the events, given its data, means
     */
    VendorStream(
            EventReader events,
            ReplyReader replies,
            VendorModel from,
            @Nullable MappedEvents mapped,
            Function<byte[], CallFailure> refusal) {
        this.events = events;
        this.replies = replies;
        this.generated = new Generated(from.model().tokenizer());
        this.shape = from.protocol().stream();
        this.mark = shape.end() instanceof End.Mark end ? end.data().getBytes(StandardCharsets.UTF_8) : null;
        this.errorNames = from.protocol().errors().events();
        this.mapped = mapped;
        this.refusal = refusal;
    }

    /**
     * Reads up to the next thing that matters.
     *
     * @throws CallFailure when the stream ends without its end, or what comes is no chunk
     */
    Step next() throws IOException {
        byte[] chunk = mapped == null ? null : mapped.poll();
        if (chunk == null && !ending) {
            StreamEvent event = read();
            if (event == null) {
                return endOfBody();
            }
            if (event.isComment() || isHeartbeat(event)) {
                return Step.COMMENT;
            }
            if (mark != null && event.dataEquals(mark)) {
                return Step.DONE;
            }
            ending = isLast(event);
            if (isNamedError(event)) {
                throw refusal.apply(data(event));
            }
            if (event.length() == 0) {
                return ending ? Step.DONE : Step.COMMENT;
            }
            if (mapped == null) {
                if (!take(event.buffer(), event.offset(), event.length())) {
                    return ending ? Step.DONE : Step.COMMENT;
                }
                joinLines(event);
                return Step.CHUNK;
            }
            mapped.read(event);
            chunk = mapped.poll();
        }
        if (chunk != null && take(chunk, 0, chunk.length)) {
            return Step.CHUNK;
        }
        return ending ? Step.DONE : Step.COMMENT;
    }

    private @Nullable StreamEvent read() throws IOException {
        try {
            return events.next();
        } catch (EventTooLargeException e) {
            throw new CallFailure(FailureKind.TOO_LARGE, "an event is over the limit");
        } catch (UnreadableReplyException e) {
            throw new CallFailure(FailureKind.UNREADABLE, String.valueOf(e.getMessage()));
        }
    }

    private Step endOfBody() {
        if (shape.end() instanceof End.Close && finished) {
            return Step.DONE;
        }
        throw new CallFailure(FailureKind.TRUNCATED, "the stream ended before its end mark");
    }

    private boolean isHeartbeat(StreamEvent event) {
        return event.type() != null && shape.heartbeats().contains(event.type());
    }

    private boolean isLast(StreamEvent event) {
        return shape.end() instanceof End.Event last && last.name().equals(event.type());
    }

    private boolean isNamedError(StreamEvent event) {
        return event.type() != null && errorNames.contains(event.type());
    }

    private static byte[] data(StreamEvent event) {
        return Arrays.copyOfRange(event.buffer(), event.offset(), event.offset() + event.length());
    }

    /** What came on several lines would fall apart in an event of ours; in valid JSON a line end is but a space. */
    private static void joinLines(StreamEvent event) {
        byte[] bytes = event.buffer();
        for (int i = event.offset(); i < event.offset() + event.length(); i++) {
            if (bytes[i] == '\n' || bytes[i] == '\r') {
                bytes[i] = ' ';
            }
        }
    }

    /** Whether it is a chunk. The last event, and those before the answer begins, may be something else. */
    private boolean take(byte[] bytes, int from, int count) {
        buffer = bytes;
        offset = from;
        length = count;
        try {
            ReplyFacts read = replies.read(buffer, offset, length, generated.sink());
            if (read.error()) {
                throw refusal.apply(Arrays.copyOfRange(buffer, offset, offset + length));
            }
            if (read.choices() < 0 && read.usage() == null) {
                if (ending || facts == null) {
                    return false;
                }
                throw unfit("neither choices nor usage");
            }
            facts = read;
            finished |= read.finished() != 0;
            generated.add(read.content());
            usage = read.usage() == null ? usage : read.usage();
            return true;
        } catch (UnreadableReplyException e) {
            if (ending && !isMapped()) {
                return false;
            }
            throw unfit(String.valueOf(e.getMessage()));
        }
    }

    private CallFailure unfit(String fault) {
        return mapped != null && mapped.maps()
                ? mapped.unfit(fault)
                : new CallFailure(FailureKind.UNREADABLE, "an event: " + fault);
    }

    private boolean isMapped() {
        return mapped != null && mapped.maps();
    }

    /** Reads on to the end of the connection's reply, as long as that does not fail; for after the end mark. */
    void skipRest() {
        try {
            while (events.next() != null) {
                // nothing that comes after the end mark counts
            }
        } catch (IOException e) {
            // the connection is of no further use, and is not used
        }
    }

    /** Whether a further event can be read without waiting. */
    boolean pending() {
        return events.pending();
    }

    byte[] buffer() {
        return buffer;
    }

    int offset() {
        return offset;
    }

    int length() {
        return length;
    }

    ReplyFacts facts() {
        return Objects.requireNonNull(facts, "no chunk was read");
    }

    /** The vendor's own count; null while it has told none. */
    @Nullable
    ToldUsage usage() {
        return usage;
    }

    /** Events so far of which the mapping said that it does not know them. */
    int unknownEvents() {
        return mapped == null ? 0 : mapped.unknown();
    }

    Generated generated() {
        return generated;
    }
}
