package gateway.wire;

import gateway.vendors.FieldPath;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Says of fields that they do not stand in a JSON text, without reading it as JSON: most requests have none of those that a
 * card rules out, and a search of bytes costs a small part of a tree. Used by one request's thread.
 */
final class Marks {

    private static final String ESCAPE = "\\u00";

    private final byte[] json;

    /** In Latin-1, whatever it is: what is looked for is ASCII, and the search of such a text is the fastest there is. */
    private @Nullable String text;

    private boolean escaped;

    Marks(byte[] json) {
        this.json = json;
    }

    /** Never false when the field is there. */
    boolean mayHold(FieldPath path) {
        if (path.isTop()) {
            return true;
        }
        String searched = text;
        if (searched == null) {
            searched = new String(json, StandardCharsets.ISO_8859_1);
            text = searched;
            escaped = holdsEscapedAscii(searched);
        }
        return escaped || searched.contains(path.mark());
    }

    /** A letter of a name may be written as an escape. Escapes of other scripts, which are common, hide no name. */
    private static boolean holdsEscapedAscii(String text) {
        for (int at = text.indexOf(ESCAPE); at >= 0; at = text.indexOf(ESCAPE, at + 1)) {
            int digit = at + ESCAPE.length();
            if (digit < text.length() && text.charAt(digit) >= '2' && text.charAt(digit) <= '7') {
                return true;
            }
        }
        return false;
    }
}
