package streams.load;

import java.nio.charset.StandardCharsets;
import streams.Mark;

/**
 * Finds marks, end and errors in the lines of an event stream, however they were cut or gathered and in whichever order the
 * members of their JSON stand. Allocates nothing.
 */
final class EventReader {

    /** Told what has been found. */
    interface Listener {

        void content(long sequence, long clock, long stream);

        /** A content event that is not as the mock wrote it. */
        void altered();

        /** The line that only a complete answer ends with. */
        void end();

        void error();
    }

    private enum State {
        SEARCH,
        SEQUENCE,
        AT,
        CLOCK,
        STREAM,
        WORDS
    }

    private static final byte[] WORDS =
            Mark.EMPTY.substring(Mark.EMPTY.indexOf(' ') + 1).getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DATA = ascii("data:");
    private static final byte[][] ERRORS = {
        ascii("event: error"), ascii("data: {\"error\":"), ascii("data: {\"type\":\"error\"")
    };
    private static final int MOST_DIGITS = 18;

    private final Listener listener;
    private final byte[] end;
    private final byte[] line = new byte[24]; // its beginning, without the space after the colon
    private int length;
    private int colon = -1; // where the field's value begins
    private boolean data;
    private State state = State.SEARCH;
    private int digits;
    private int word;
    private long sequence;
    private long clock;
    private long stream;

    EventReader(Listener listener, byte[] endLine) {
        this.listener = listener;
        this.end = ascii(new String(endLine, StandardCharsets.US_ASCII));
    }

    void read(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b == '\n') {
                endOfLine();
            } else if (length < line.length) {
                begin(b);
            } else if (data && (state != State.SEARCH || b == 'e')) {
                search(b);
            }
        }
    }

    private void begin(byte b) {
        if (b == '\r' || (b == ' ' && length == colon)) {
            return; // A space after the field's name means nothing.
        }
        line[length++] = b;
        if (b == ':' && colon < 0) {
            colon = length;
        }
        if (data) {
            search(b);
        } else {
            data = length == DATA.length && startsWith(DATA);
        }
    }

    private void endOfLine() {
        if (state.ordinal() >= State.CLOCK.ordinal()) {
            listener.altered();
        }
        if (length == end.length && startsWith(end)) {
            listener.end();
        } else {
            for (byte[] error : ERRORS) {
                if (startsWith(error)) {
                    listener.error();
                    break;
                }
            }
        }
        length = 0;
        colon = -1;
        data = false;
        state = State.SEARCH;
    }

    private void search(byte b) {
        switch (state) {
            case SEARCH -> begin(b == 'e');
            case SEQUENCE -> sequence(b);
            case AT -> {
                if (b == '@') {
                    state = State.CLOCK;
                    clock = 0;
                    digits = 0;
                } else {
                    begin(b == 'e');
                }
            }
            case CLOCK -> {
                if (number(b, '#', State.STREAM)) {
                    clock = clock * 10 + b - '0';
                }
            }
            case STREAM -> {
                if (number(b, ' ', State.WORDS)) {
                    stream = stream * 10 + b - '0';
                }
            }
            case WORDS -> words(b);
        }
    }

    private void sequence(byte b) {
        if (b < '0' || b > '9') {
            begin(b == 'e');
            return;
        }
        sequence = sequence * 10 + b - '0';
        if (++digits == Mark.SEQUENCE_DIGITS) {
            state = State.AT;
        }
    }

    private void begin(boolean mark) {
        state = mark ? State.SEQUENCE : State.SEARCH;
        sequence = 0;
        digits = 0;
    }

    /** @return whether it is one more digit */
    private boolean number(byte b, char closing, State next) {
        if (b >= '0' && b <= '9' && digits < MOST_DIGITS) {
            digits++;
            return true;
        }
        if (b == closing && digits > 0) {
            state = next;
            digits = 0;
            stream = next == State.STREAM ? 0 : stream;
            word = 0;
        } else {
            state = State.SEARCH;
            listener.altered();
        }
        return false;
    }

    private void words(byte b) {
        if (b != WORDS[word]) {
            state = State.SEARCH;
            listener.altered();
        } else if (++word == WORDS.length) {
            state = State.SEARCH;
            listener.content(sequence, clock, stream);
        }
    }

    private boolean startsWith(byte[] prefix) {
        if (length < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (line[i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    /** As it stands in {@link #line}. */
    private static byte[] ascii(String text) {
        return text.replaceFirst(": ", ":").getBytes(StandardCharsets.US_ASCII);
    }
}
