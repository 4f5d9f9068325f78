package streams.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import streams.ChunkedReader;

/** Reads one response: its head, then the framing of its body. What the body says is the {@link EventReader}'s. */
final class ResponseReader {

    private enum State {
        HEAD,
        CHUNKED,
        COUNTED,
        UNTIL_CLOSED,
        COMPLETE,
        BROKEN
    }

    private static final int LARGEST_HEAD = 32 * 1024;
    private static final int SAMPLE = 400;

    private final EventReader events;
    private final ChunkedReader chunks = new ChunkedReader();
    private State state = State.HEAD;
    private byte[] head = new byte[1024];
    private int headLength;
    private long left;
    private int status;
    private StringBuilder refusal;

    ResponseReader(EventReader events) {
        this.events = events;
    }

    void read(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && state == State.HEAD) {
            head(bytes[at++]);
        }
        while (at < to && state == State.CHUNKED) {
            at = chunks.read(bytes, at, to);
            body(bytes, chunks.from(), chunks.to());
            if (chunks.ended()) {
                state = State.COMPLETE;
            } else if (chunks.broken()) {
                state = State.BROKEN;
            }
        }
        if (state == State.COUNTED) {
            int end = (int) Math.min(to, at + left);
            body(bytes, at, end);
            left -= end - at;
            at = end;
            state = left == 0 ? State.COMPLETE : State.COUNTED;
        } else if (state == State.UNTIL_CLOSED) {
            body(bytes, at, to);
        }
    }

    /** Zero until the head has been read. */
    int status() {
        return status;
    }

    /** The body has ended as its framing says. */
    boolean complete() {
        return state == State.COMPLETE;
    }

    boolean broken() {
        return state == State.BROKEN;
    }

    /** What a response with another status than 200 says, so far. */
    String refusal() {
        return refusal == null ? "" : refusal.toString();
    }

    private void body(byte[] bytes, int from, int to) {
        if (status == 200) {
            events.read(bytes, from, to);
        } else if (refusal.length() < SAMPLE) {
            refusal.append(new String(bytes, from, Math.min(to - from, SAMPLE), StandardCharsets.UTF_8));
        }
    }

    private void head(byte b) {
        if (b == '\r') {
            return;
        }
        if (headLength == LARGEST_HEAD) {
            state = State.BROKEN;
            return;
        }
        if (headLength == head.length) {
            head = Arrays.copyOf(head, head.length * 2);
        }
        if (b == '\n' && headLength > 0 && head[headLength - 1] == '\n') {
            headRead();
        } else {
            head[headLength++] = b;
        }
    }

    private void headRead() {
        String[] lines = new String(head, 0, headLength, StandardCharsets.ISO_8859_1).split("\n");
        headLength = 0;
        if (!lines[0].matches("HTTP/1\\.[01] \\d{3}.*")) {
            state = State.BROKEN;
            return;
        }
        int code = Integer.parseInt(lines[0].substring(9, 12));
        if (code < 200) {
            return; // A word before the response.
        }
        head = null;
        status = code;
        refusal = code == 200 ? null : new StringBuilder();
        state = State.UNTIL_CLOSED;
        for (int i = 1; i < lines.length; i++) {
            int colon = Math.max(0, lines[i].indexOf(':'));
            String value = lines[i].substring(colon + 1).strip().toLowerCase(Locale.ROOT);
            String name = lines[i].substring(0, colon).toLowerCase(Locale.ROOT);
            if (name.equals("transfer-encoding") && value.endsWith("chunked")) {
                state = State.CHUNKED;
            } else if (name.equals("content-length") && state != State.CHUNKED && value.matches("\\d{1,18}")) {
                left = Long.parseLong(value);
                state = left == 0 ? State.COMPLETE : State.COUNTED;
            }
        }
    }
}
