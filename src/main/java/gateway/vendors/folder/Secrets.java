package gateway.vendors.folder;

import java.util.regex.Pattern;

/** Finds text that looks like a credential. Folders are shared and reviewed; credentials live in the environment. */
final class Secrets {

    private static final Pattern LOOKS_SECRET = Pattern.compile("\\b(?:sk|pk|rk)[-_][A-Za-z0-9_-]{16,}"
            + "|(?i:bearer)\\s+[A-Za-z0-9._~+/=-]{16,}"
            + "|\\bAKIA[0-9A-Z]{16}\\b"
            + "|\\bAIza[A-Za-z0-9_-]{30,}"
            + "|\\beyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}"
            + "|-----BEGIN [A-Z ]*PRIVATE KEY");

    /** But for the tokens of log probabilities, which are words of the answer. */
    private static final Pattern SECRET_FIELD =
            Pattern.compile("(?i)(\"[\\w-]*(?:api[-_]?key|secret|token|password|authorization)\"\\s*:\\s*)"
                    + "\"(?:[^\"\\\\]|\\\\.)*+\"(?!\\s*,\\s*\"(?:logprob|bytes)\")");

    private Secrets() {}

    static boolean in(String text) {
        return LOOKS_SECRET.matcher(text).find();
    }

    /** The text with this in place of all that looks like a credential, or stands in a field that is named like one. */
    static String removed(String text, String replacement) {
        String named = SECRET_FIELD.matcher(text).replaceAll("$1\"" + replacement + '"');
        return LOOKS_SECRET.matcher(named).replaceAll(replacement);
    }

    static void lint(String file, String text, Faults faults) {
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (in(line)) {
                faults.add(
                        file,
                        number,
                        "looks like a credential: take it out, have it replaced, and set it in the environment");
            }
        }
    }
}
