package streams;

/**
 * The text of a content event: {@code e000017@000123456789012345#000004 of rivers }. Its number within the stream, the clock
 * (System.nanoTime) at which it was written, the number of the stream at the mock, and words that are always the same, so that
 * what is lost or altered within an event shows as well. No character of it is escaped by any JSON writer.
 */
public final class Mark {

    public static final int SEQUENCE_DIGITS = 6;
    public static final int MAX_SEQUENCE = 999_999;

    /** A mark whose numbers are zeros, to be filled in. */
    public static final String EMPTY = "e000000@000000000000000000#000000 of rivers ";

    public static final int SEQUENCE_AT = 1;
    public static final int CLOCK_AT = 8;
    public static final int CLOCK_DIGITS = 18;
    public static final int STREAM_AT = 27;
    public static final int STREAM_DIGITS = 6;

    private Mark() {}
}
