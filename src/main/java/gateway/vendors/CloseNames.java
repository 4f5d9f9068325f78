package gateway.vendors;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds what somebody may have meant by a name nobody knows. */
public final class CloseNames {

    /** A longer name is cut: the work grows with its length, and it comes from outside. */
    private static final int LONGEST = 64;

    /** As far as a name with two letters changed. */
    private static final int WITHIN = 2;

    private record Guess(String name, int distance) {}

    private CloseNames() {}

    /** The closest of the known names, best first; a name that has nothing in common is left out. */
    public static List<String> of(String name, Collection<String> known, int most) {
        String wanted = name.substring(0, Math.min(name.length(), LONGEST)).toLowerCase(Locale.ROOT);
        List<Guess> guesses = new ArrayList<>();
        for (String each : known) {
            int distance = distance(wanted, each.toLowerCase(Locale.ROOT));
            if (distance <= Math.max(2, wanted.length() / 3)) {
                guesses.add(new Guess(each, distance));
            }
        }
        return guesses.stream()
                .sorted(Comparator.comparingInt(Guess::distance).thenComparing(Guess::name))
                .limit(most)
                .map(Guess::name)
                .toList();
    }

    /** Whether one is the other with a letter left out, put in, changed, or two in each other's place. */
    public static boolean areOneSlipApart(String a, String b) {
        if (Math.abs(a.length() - b.length()) > 1 || a.equals(b)) {
            return false;
        }
        return edits(a, b) == 1 || areSwapped(a, b);
    }

    private static boolean areSwapped(String a, String b) {
        int at = 0;
        while (at < a.length() && at < b.length() && a.charAt(at) == b.charAt(at)) {
            at++;
        }
        return at + 1 < a.length()
                && b.equals(a.substring(0, at) + a.charAt(at + 1) + a.charAt(at) + a.substring(at + 2));
    }

    /** Number of letters to change; a name within the other counts as close whatever is missing around it. */
    private static int distance(String wanted, String known) {
        boolean within =
                (wanted.length() > 2 && known.contains(wanted)) || (known.length() > 2 && wanted.contains(known));
        int edits = edits(wanted, known);
        return within ? Math.min(edits, WITHIN) : edits;
    }

    /** Levenshtein distance, one row at a time. */
    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
