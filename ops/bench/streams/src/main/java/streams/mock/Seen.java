package streams.mock;

import java.nio.charset.StandardCharsets;

/** Looks for a member of a JSON text, {@code "name":true}, whatever white space stands in it and however it was cut. */
final class Seen {

    private final byte[] wanted;
    private int matched;

    Seen(String name) {
        wanted = ("\"" + name + "\":true").getBytes(StandardCharsets.US_ASCII);
    }

    void restart() {
        matched = 0;
    }

    void read(byte[] bytes, int from, int to) {
        for (int i = from; i < to && !found(); i++) {
            byte b = bytes[i];
            if (b == wanted[matched]) {
                matched++;
            } else if (b > ' ') {
                matched = b == wanted[0] ? 1 : 0;
            }
        }
    }

    boolean found() {
        return matched == wanted.length;
    }
}
