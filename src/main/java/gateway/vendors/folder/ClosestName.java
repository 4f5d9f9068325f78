package gateway.vendors.folder;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Guesses what somebody meant to write. */
final class ClosestName {

    private ClosestName() {}

    /** The known name within two edits, or a third of its length, of the given one; null when none is near. */
    static @Nullable String to(String name, Collection<String> known) {
        String closest = null;
        int least = Integer.MAX_VALUE;
        for (String candidate : known) {
            int edits = edits(name, candidate);
            if (edits < least && edits <= Math.max(2, candidate.length() / 3)) {
                closest = candidate;
                least = edits;
            }
        }
        return closest;
    }

    /** {@code ; did you mean `x`?}, or nothing. */
    static String hint(String name, Collection<String> known) {
        String closest = to(name, known);
        return closest == null ? "" : "; did you mean `" + closest + "`?";
    }

    private static int edits(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
