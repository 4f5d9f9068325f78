package gateway.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Splits a stream into server-sent events, as the WHATWG HTML standard parses them, on bytes and in place: the data of an
 * event is a slice of the read buffer, so that an event costs neither a copy nor an object. It departs from the standard
 * in two points. Comments are reported when they stand between events, because they are a vendor's sign of life. And an
 * event that the end of the stream cuts short is handed out, because some vendors leave out the last blank line; see
 * {@link #endedInsideEvent()}.
 *
 * <p>Belongs to one thread, but for {@link #close()}.
 */
public final class SseReader implements EventReader, AutoCloseable {

    private static final int FIRST_BUFFER_BYTES = 2 * 1024;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final byte[] DATA = "data".getBytes(US_ASCII);
    private static final byte[] ID = "id".getBytes(US_ASCII);
    private static final byte[] EVENT = "event".getBytes(US_ASCII);
    private static final int NONE = -1;

    private final InputStream in;
    private final int maxEventBytes;
    private final boolean idBegins;
    private final StreamEvent event = new StreamEvent();

    private byte[] buffer;
    private int limit;
    /** First byte of the line that is read next. */
    private int line;
    /** First byte not yet searched for the end of that line. */
    private int scan;
    /** Data of the event being read, or NONE before its first data line. */
    private int dataStart = NONE;

    private int dataEnd;
    private @Nullable String type;
    /** Types repeat, so the last one is kept to spare a string per event. */
    private String lastType = "";

    private byte[] lastTypeBytes = {};
    private boolean firstLine = true;
    /** The last line ended with CR; an LF that follows belongs to it. */
    private boolean afterCarriageReturn;

    private boolean ended;
    private boolean endedInsideEvent;

    /** @param maxEventBytes most bytes kept for one event, its field names and line ends included */
    public SseReader(InputStream in, int maxEventBytes) {
        this(in, maxEventBytes, false);
    }

    /** @param idBegins whether an event ends where the {@code id} of the next one stands, too, without a blank line */
    public SseReader(InputStream in, int maxEventBytes, boolean idBegins) {
        this.in = in;
        this.idBegins = idBegins;
        this.maxEventBytes = maxEventBytes;
        this.buffer = new byte[Math.min(FIRST_BUFFER_BYTES, maxEventBytes)];
    }

    @Override
    public @Nullable StreamEvent next() throws IOException {
        dataStart = NONE;
        type = null;
        while (true) {
            skipLineFeedAfterCarriageReturn();
            int end = lineEnd(scan);
            if (end == NONE) {
                scan = limit;
                if (fill()) {
                    continue;
                }
                return last();
            }
            int start = line;
            afterCarriageReturn = buffer[end] == '\r';
            line = end + 1;
            scan = line;
            if (take(start, end)) {
                return event;
            }
        }
    }

    @Override
    public boolean pending() {
        int start = afterCarriageReturn && line < limit && buffer[line] == '\n' ? line + 1 : line;
        boolean data = false;
        for (int end = lineEnd(start); end != NONE; end = lineEnd(start)) {
            if (end == start ? data : buffer[start] == ':' && !data) {
                return true;
            }
            if (data && beginsNext(start, end)) {
                return true;
            }
            data |= isField(DATA, start, end);
            boolean crLf = buffer[end] == '\r' && end + 1 < limit && buffer[end + 1] == '\n';
            start = crLf ? end + 2 : end + 1;
        }
        return false;
    }

    /**
     * Whether the stream ended without the blank line that completes an event. True from the moment that event is handed
     * out: unless it is the vendor's end mark, treat it as cut off, for its data may be half a line.
     */
    public boolean endedInsideEvent() {
        return endedInsideEvent;
    }

    /** Closes the stream below; whether that may happen from another thread is up to the stream. */
    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Takes in one line; true when it completes what the caller gets next. */
    private boolean take(int lineStart, int end) {
        int start = lineStart;
        if (firstLine) {
            firstLine = false;
            start += startsWith(BYTE_ORDER_MARK, start, end) ? BYTE_ORDER_MARK.length : 0;
        }
        if (start == end) {
            return complete();
        }
        if (buffer[start] == ':') {
            return comment(start, end);
        }
        if (dataStart != NONE && beginsNext(start, end)) {
            return complete();
        }
        if (isField(DATA, start, end)) {
            addData(valueStart(start + DATA.length, end), end);
        } else if (isField(EVENT, start, end)) {
            type = typeOf(valueStart(start + EVENT.length, end), end);
        }
        return false;
    }

    private boolean beginsNext(int start, int end) {
        return idBegins && isField(ID, start, end);
    }

    /** A blank line without data before it completes nothing, and forgets the type, as the standard asks. */
    private boolean complete() {
        if (dataStart == NONE) {
            type = null;
            return false;
        }
        event.view(buffer, dataStart, dataEnd - dataStart, false, type);
        return true;
    }

    private boolean comment(int start, int end) {
        if (dataStart != NONE) {
            return false;
        }
        int text = valueStart(start, end);
        event.view(buffer, text, end - text, true, null);
        return true;
    }

    /** Later data lines move up to the first one; they always fit, for their field name and line end are left out. */
    private void addData(int start, int end) {
        if (dataStart == NONE) {
            dataStart = start;
            dataEnd = end;
            return;
        }
        buffer[dataEnd++] = '\n';
        System.arraycopy(buffer, start, buffer, dataEnd, end - start);
        dataEnd += end - start;
    }

    private String typeOf(int start, int end) {
        if (!Arrays.equals(buffer, start, end, lastTypeBytes, 0, lastTypeBytes.length)) {
            lastTypeBytes = Arrays.copyOfRange(buffer, start, end);
            lastType = new String(lastTypeBytes, UTF_8);
        }
        return lastType;
    }

    /** What is left when the stream has ended: a line without an end, an event without its blank line, or nothing. */
    private @Nullable StreamEvent last() {
        int start = line;
        line = limit;
        if (start < limit) {
            if (take(start, limit)) {
                return event;
            }
            endedInsideEvent = true;
        }
        endedInsideEvent |= dataStart != NONE || type != null;
        return complete() ? event : null;
    }

    private void skipLineFeedAfterCarriageReturn() {
        if (afterCarriageReturn && line < limit) {
            afterCarriageReturn = false;
            if (buffer[line] == '\n') {
                line++;
                scan = line;
            }
        }
    }

    private int lineEnd(int from) {
        for (int i = from; i < limit; i++) {
            byte b = buffer[i];
            if (b == '\n' || b == '\r') {
                return i;
            }
        }
        return NONE;
    }

    private boolean isField(byte[] name, int start, int end) {
        int colon = start + name.length;
        return startsWith(name, start, end) && (colon == end || buffer[colon] == ':');
    }

    private boolean startsWith(byte[] prefix, int start, int end) {
        int to = start + prefix.length;
        return to <= end && Arrays.equals(buffer, start, to, prefix, 0, prefix.length);
    }

    /** @param colon where the field's colon stands, if it has one */
    private int valueStart(int colon, int end) {
        int value = Math.min(colon + 1, end);
        return value < end && buffer[value] == ' ' ? value + 1 : value;
    }

    /** Reads what is there, at least one byte; false at the end of the stream. */
    private boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        int keep = dataStart == NONE ? line : dataStart;
        if (keep == limit || limit == buffer.length) {
            makeRoom(keep);
        }
        int count = in.read(buffer, limit, buffer.length - limit);
        ended = count < 0;
        limit += Math.max(count, 0);
        return !ended;
    }

    private void makeRoom(int keep) throws EventTooLargeException {
        int kept = limit - keep;
        if (kept >= maxEventBytes) {
            throw new EventTooLargeException(maxEventBytes);
        }
        byte[] roomy = kept < buffer.length ? buffer : new byte[(int) Math.min(kept * 2L, maxEventBytes)];
        System.arraycopy(buffer, keep, roomy, 0, kept);
        buffer = roomy;
        limit = kept;
        line -= keep;
        scan -= keep;
        if (dataStart != NONE) {
            dataStart -= keep;
            dataEnd -= keep;
        }
    }
}
