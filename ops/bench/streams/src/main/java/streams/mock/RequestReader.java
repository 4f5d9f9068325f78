package streams.mock;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import streams.ChunkedReader;

/** Reads one request after another, head and body, however they arrive. What it needs of the body it picks out in passing. */
final class RequestReader {

    private enum State {
        HEAD,
        BODY,
        CHUNKED_BODY,
        COMPLETE,
        REFUSED
    }

    private static final int LARGEST_HEAD = 32 * 1024;

    private final Seen stream = new Seen("stream");
    private final Seen usage = new Seen("include_usage");
    private final ChunkedReader chunks = new ChunkedReader();
    private State state = State.HEAD;
    private byte[] head = new byte[512];
    private int headLength;
    private long bodyLeft;
    private String path = "";
    private boolean close;
    private boolean expectsContinue;

    /** @return where the bytes that do not belong to this request begin */
    int read(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && state == State.HEAD) {
            head(bytes[at++]);
        }
        if (state == State.BODY) {
            int end = (int) Math.min(to, at + bodyLeft);
            body(bytes, at, end);
            bodyLeft -= end - at;
            state = bodyLeft == 0 ? State.COMPLETE : State.BODY;
            return end;
        }
        while (at < to && state == State.CHUNKED_BODY) {
            at = chunks.read(bytes, at, to);
            body(bytes, chunks.from(), chunks.to());
            if (chunks.ended()) {
                state = State.COMPLETE;
            } else if (chunks.broken()) {
                state = State.REFUSED;
            }
        }
        return at;
    }

    boolean complete() {
        return state == State.COMPLETE;
    }

    /** Not HTTP/1.1, or too long a head. */
    boolean refused() {
        return state == State.REFUSED;
    }

    /** The client waits for a word before it sends the body. True once. */
    boolean wantsContinue() {
        boolean wants = expectsContinue && (state == State.BODY || state == State.CHUNKED_BODY);
        expectsContinue = false;
        return wants;
    }

    /** Without the query. */
    String path() {
        return path;
    }

    boolean wantsStream() {
        return stream.found();
    }

    boolean wantsUsage() {
        return usage.found();
    }

    boolean wantsClose() {
        return close;
    }

    void restart() {
        state = State.HEAD;
        headLength = 0;
        bodyLeft = 0;
        close = false;
        expectsContinue = false;
        stream.restart();
        usage.restart();
        chunks.restart();
    }

    private void body(byte[] bytes, int from, int to) {
        stream.read(bytes, from, to);
        usage.read(bytes, from, to);
    }

    private void head(byte b) {
        if (b == '\r') {
            return;
        }
        if (headLength == LARGEST_HEAD) {
            state = State.REFUSED;
            return;
        }
        if (headLength == head.length) {
            head = Arrays.copyOf(head, head.length * 2);
        }
        if (b == '\n' && headLength > 0 && head[headLength - 1] == '\n') {
            headRead();
        } else if (b != '\n' || headLength > 0) { // Empty lines before a request are allowed.
            head[headLength++] = b;
        }
    }

    private void headRead() {
        String[] lines = new String(head, 0, headLength, StandardCharsets.ISO_8859_1).split("\n");
        String[] request = lines[0].split(" ");
        if (request.length != 3 || !request[2].equals("HTTP/1.1")) {
            state = State.REFUSED;
            return;
        }
        path = request[1].split("\\?", 2)[0];
        boolean chunked = false;
        for (int i = 1; i < lines.length; i++) {
            int colon = Math.max(0, lines[i].indexOf(':'));
            String value = lines[i].substring(colon + 1).strip().toLowerCase(Locale.ROOT);
            switch (lines[i].substring(0, colon).toLowerCase(Locale.ROOT)) {
                case "content-length" -> bodyLeft = length(value);
                case "transfer-encoding" -> chunked = value.endsWith("chunked");
                case "connection" -> close = value.contains("close");
                case "expect" -> expectsContinue = value.equals("100-continue");
                default -> {}
            }
        }
        if (bodyLeft < 0) {
            state = State.REFUSED;
        } else if (chunked) {
            state = State.CHUNKED_BODY;
        } else {
            state = bodyLeft == 0 ? State.COMPLETE : State.BODY;
        }
    }

    private static long length(String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
