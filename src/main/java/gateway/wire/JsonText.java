package gateway.wire;

/** What can be told of JSON text by looking at its bytes. */
final class JsonText {

    /** Of UTF-8 in a {@code \\uXXXX} escape: six bytes for what is three in most of the scripts that are escaped. */
    private static final int SAVED_BY_HEX = 3;

    private static final int HEX_LENGTH = 6;

    private JsonText() {}

    /** Whether the bytes can be UTF-8: UTF-16 and UTF-32 begin with their mark, or with a zero beside an ASCII character. */
    static boolean mayBeUtf8(byte[] json, int offset, int length) {
        return length < 2 || (!foreign(json[offset]) && json[offset + 1] != 0);
    }

    private static boolean foreign(byte first) {
        return first == 0 || first == (byte) 0xFE || first == (byte) 0xFF;
    }

    /** Bytes between two positions, with escapes counted as what they stand for. */
    static int unescapedLength(byte[] json, int from, int to) {
        int saved = 0;
        int i = from;
        while (i < to - 1) {
            if (json[i] != '\\') {
                i++;
            } else if (json[i + 1] == 'u') {
                saved += SAVED_BY_HEX;
                i += HEX_LENGTH;
            } else {
                saved++;
                i += 2;
            }
        }
        return to - from - saved;
    }
}
