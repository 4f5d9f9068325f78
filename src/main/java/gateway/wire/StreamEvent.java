package gateway.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One event of a stream, as a view into its reader's buffer: valid until the next call of {@link EventReader#next()}. Copy
 * what must live longer.
 */
public final class StreamEvent {

    private byte[] buffer = {};
    private int offset;
    private int length;
    private boolean comment;
    private @Nullable String type;

    StreamEvent() {}

    StreamEvent view(byte[] buffer, int offset, int length, boolean comment, @Nullable String type) {
        this.buffer = buffer;
        this.offset = offset;
        this.length = length;
        this.comment = comment;
        this.type = type;
        return this;
    }

    /** A comment line, usually a sign of life; its text stands where an event has its data. */
    public boolean isComment() {
        return comment;
    }

    /** Holds the data from {@link #offset()} on for {@link #length()} bytes: the data lines, joined by line feeds. */
    public byte[] buffer() {
        return buffer;
    }

    public int offset() {
        return offset;
    }

    public int length() {
        return length;
    }

    /** Value of the {@code event} field; null when the event has none. */
    public @Nullable String type() {
        return type;
    }

    /** Whether the data is exactly these bytes, for example {@code [DONE]}. */
    public boolean dataEquals(byte[] literal) {
        return Arrays.equals(buffer, offset, offset + length, literal, 0, literal.length);
    }

    /** The data as text, for messages and tests. */
    public String text() {
        return new String(buffer, offset, length, StandardCharsets.UTF_8);
    }
}
