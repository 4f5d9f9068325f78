package gateway.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.schibsted.spt.data.jslt.JsltException;
import gateway.vendors.Mapping;
import gateway.wire.EventTooLargeException;
import gateway.wire.ReplyFacts;
import gateway.wire.ReplyReader;
import gateway.wire.SseEvent;
import gateway.wire.SseReader;
import gateway.wire.UnreadableReplyException;
import gateway.wire.Usage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A vendor's stream as canonical chunks. Each event is read and judged before anything of it is passed on; a chunk that
 * needs no change is handed on as the bytes that came. Not thread-safe; memory is bounded by the largest event.
 */
final class VendorStream {

    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.UTF_8);

    /** What {@link #next()} found. */
    enum Step {
        /** A chunk stands in {@link #buffer()}. */
        CHUNK,
        /** A sign of life, nothing to pass on. */
        COMMENT,
        /** The vendor's end mark: the answer is whole. */
        DONE
    }

    private final SseReader events;
    private final ReplyReader replies;
    private final ObjectMapper mapper;
    private final @Nullable Mapping mapping;
    private byte[] buffer = {};
    private int offset;
    private int length;
    private @Nullable ReplyFacts facts;
    private @Nullable Usage usage;
    private long contentBytes;

    VendorStream(InputStream in, int eventLimit, ReplyReader replies, ObjectMapper mapper, @Nullable Mapping mapping) {
        this.events = new SseReader(in, eventLimit);
        this.replies = replies;
        this.mapper = mapper;
        this.mapping = mapping;
    }

    /**
     * Reads up to the next thing that matters.
     *
     * @throws CallFailure when the stream ends without its end mark, or what comes is no chunk
     */
    Step next() throws IOException {
        while (true) {
            SseEvent event = read();
            if (event.isComment()) {
                return Step.COMMENT;
            }
            if (event.dataEquals(DONE)) {
                return Step.DONE;
            }
            if (take(event)) {
                return Step.CHUNK;
            }
        }
    }

    private SseEvent read() throws IOException {
        try {
            SseEvent event = events.next();
            if (event == null) {
                throw new CallFailure(FailureKind.TRUNCATED, "the stream ended before its end mark");
            }
            return event;
        } catch (EventTooLargeException e) {
            throw new CallFailure(FailureKind.TOO_LARGE, "an event is over the limit");
        }
    }

    /** Whether the event has become a chunk; a mapping may drop it. */
    private boolean take(SseEvent event) {
        buffer = event.buffer();
        offset = event.offset();
        length = event.length();
        if (mapping != null && !map(mapping)) {
            return false;
        }
        try {
            ReplyFacts read = replies.read(buffer, offset, length);
            if (read.error()) {
                throw new CallFailure(FailureKind.ERROR_IN_REPLY, "an error event instead of an answer");
            }
            facts = read;
            contentBytes += read.content();
            usage = read.usage() == null ? usage : read.usage();
            return true;
        } catch (UnreadableReplyException e) {
            throw new CallFailure(FailureKind.UNREADABLE, String.valueOf(e.getMessage()));
        }
    }

    private boolean map(Mapping eventMapping) {
        try {
            JsonNode canonical = eventMapping.apply(mapper.readTree(buffer, offset, length));
            if (canonical.isNull()) {
                return false;
            }
            buffer = mapper.writeValueAsBytes(canonical);
            offset = 0;
            length = buffer.length;
            return true;
        } catch (JsonProcessingException e) {
            throw new CallFailure(FailureKind.UNREADABLE, "an event is not valid JSON");
        } catch (IOException | JsltException e) {
            throw new CallFailure(FailureKind.UNREADABLE, eventMapping + " cannot take an event");
        }
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
        if (facts == null) {
            throw new IllegalStateException("no chunk was read");
        }
        return facts;
    }

    /** The vendor's own count; null while it has told none. */
    @Nullable
    Usage usage() {
        return usage;
    }

    /** Bytes of generated text so far. */
    long contentBytes() {
        return contentBytes;
    }
}
