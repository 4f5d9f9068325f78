package gateway.wire;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Splits a stream of JSON values into events without reading their content: values one after the other, one a line or not,
 * or the elements of one array, which may still be growing. Only objects are events, and nothing but space, commas and the
 * brackets of the array may stand between them: else words would vanish without a word. A line that is empty there is a
 * sign of life, and so is reported as a comment.
 */
public final class JsonValuesReader implements EventReader {

    private static final int FIRST_BUFFER_BYTES = 8 * 1024;
    private static final int NONE = -1;

    private final InputStream in;
    private final int maxEventBytes;
    private final StreamEvent event = new StreamEvent();
    private byte[] buffer;
    private int limit;
    private int scan;
    /** First byte of the object being read, or NONE between objects. */
    private int start = NONE;

    private int depth;
    private boolean inString;
    private boolean escaped;
    private boolean lineIsEmpty = true;

    /** @param maxEventBytes most bytes kept for one event */
    public JsonValuesReader(InputStream in, int maxEventBytes) {
        this.in = in;
        this.maxEventBytes = maxEventBytes;
        this.buffer = new byte[Math.min(FIRST_BUFFER_BYTES, maxEventBytes)];
    }

    @Override
    public @Nullable StreamEvent next() throws IOException {
        while (true) {
            while (scan < limit) {
                byte b = buffer[scan++];
                if (start != NONE) {
                    if (ends(b)) {
                        int from = start;
                        start = NONE;
                        return event.view(buffer, from, scan - from, false, null);
                    }
                } else if (isEmptyLine(b)) {
                    return event.view(buffer, scan, 0, true, null);
                } else if (b == '{') {
                    start = scan - 1;
                    depth = 1;
                } else if (!mayStandBetween(b)) {
                    throw new UnreadableReplyException("something stands between the objects of the stream");
                }
            }
            if (!fill()) {
                // Half an object is handed out: whoever reads it finds that the answer is cut.
                return start == NONE ? null : rest();
            }
        }
    }

    /** Whether a whole object is already here. */
    @Override
    public boolean pending() {
        int openAt = start;
        int open = start == NONE ? 0 : depth;
        boolean quoted = inString;
        boolean skip = escaped;
        for (int i = scan; i < limit; i++) {
            byte b = buffer[i];
            if (skip) {
                skip = false;
            } else if (quoted) {
                skip = b == '\\';
                quoted = b != '"';
            } else if (b == '"') {
                quoted = open > 0;
            } else if (b == '{') {
                openAt = openAt == NONE ? i : openAt;
                open++;
            } else if (b == '}' && open > 0 && --open == 0) {
                return true;
            }
        }
        return false;
    }

    /** Takes a byte of an object; true for its last one. */
    private boolean ends(byte b) {
        if (escaped) {
            escaped = false;
        } else if (inString) {
            escaped = b == '\\';
            inString = b != '"';
        } else if (b == '"') {
            inString = true;
        } else if (b == '{') {
            depth++;
        } else if (b == '}') {
            lineIsEmpty = false;
            return --depth == 0;
        }
        return false;
    }

    /** Bytes of a mark of byte order, which some put at the beginning, are let pass. */
    private static boolean mayStandBetween(byte b) {
        return switch (b) {
            case ' ', '\t', '\r', '\n', ',', '[', ']', (byte) 0xEF, (byte) 0xBB, (byte) 0xBF -> true;
            default -> false;
        };
    }

    private boolean isEmptyLine(byte b) {
        boolean empty = b == '\n' && lineIsEmpty;
        if (b == '\n') {
            lineIsEmpty = true;
        } else if (b != '\r' && b != ' ') {
            lineIsEmpty = false;
        }
        return empty;
    }

    private StreamEvent rest() {
        int from = start;
        start = NONE;
        return event.view(buffer, from, limit - from, false, null);
    }

    private boolean fill() throws IOException {
        int keep = start == NONE ? limit : start;
        if (keep > 0 || limit == buffer.length) {
            makeRoom(keep);
        }
        int count = in.read(buffer, limit, buffer.length - limit);
        limit += Math.max(count, 0);
        return count >= 0;
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
        scan -= keep;
        start = start == NONE ? NONE : 0;
    }
}
