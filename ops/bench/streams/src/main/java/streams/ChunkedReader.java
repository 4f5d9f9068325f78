package streams;

/** Takes HTTP's chunked encoding apart, however it was cut into pieces. Allocates nothing. */
public final class ChunkedReader {

    private enum State {
        SIZE,
        EXTENSION,
        CONTENT,
        AFTER_CONTENT,
        LINE_OF_TRAILER,
        TRAILER,
        ENDED,
        BROKEN
    }

    private static final long LARGEST = 1L << 40;

    private State state = State.SIZE;
    private long left;
    private int digits;
    private int from;
    private int to;

    public void restart() {
        state = State.SIZE;
        left = 0;
        digits = 0;
        from = 0;
        to = 0;
    }

    /**
     * Reads on until content turns up, which then lies between {@link #from} and {@link #to}, possibly nothing, or until the
     * bytes are used up.
     *
     * @return where to go on
     */
    public int read(byte[] bytes, int start, int end) {
        from = 0;
        to = 0;
        int at = start;
        while (at < end && !ended() && !broken()) {
            if (state == State.CONTENT) {
                from = at;
                to = (int) Math.min(end, at + left);
                left -= to - from;
                state = left == 0 ? State.AFTER_CONTENT : State.CONTENT;
                return to;
            }
            frame(bytes[at++]);
        }
        return at;
    }

    public int from() {
        return from;
    }

    public int to() {
        return to;
    }

    /** The terminating chunk has been read. */
    public boolean ended() {
        return state == State.ENDED;
    }

    public boolean broken() {
        return state == State.BROKEN;
    }

    private void frame(byte b) {
        switch (state) {
            case SIZE -> size(b);
            case EXTENSION -> {
                if (b == '\n') {
                    sized();
                }
            }
            case AFTER_CONTENT -> {
                if (b == '\n') {
                    state = State.SIZE;
                } else if (b != '\r') {
                    state = State.BROKEN;
                }
            }
            case LINE_OF_TRAILER -> {
                if (b == '\n') {
                    state = State.TRAILER;
                }
            }
            case TRAILER -> {
                if (b == '\n') {
                    state = State.ENDED;
                } else if (b != '\r') {
                    state = State.LINE_OF_TRAILER;
                }
            }
            default -> throw new IllegalStateException("nothing to read in state " + state);
        }
    }

    private void size(byte b) {
        int digit = Character.digit(b, 16);
        if (digit >= 0) {
            left = left * 16 + digit;
            digits++;
            if (left > LARGEST) {
                state = State.BROKEN;
            }
        } else if (digits == 0) {
            state = State.BROKEN;
        } else if (b == '\n') {
            sized();
        } else if (b == '\r' || b == ';' || b == ' ') {
            state = State.EXTENSION;
        } else {
            state = State.BROKEN;
        }
    }

    private void sized() {
        state = left == 0 ? State.TRAILER : State.CONTENT;
        digits = 0;
    }
}
