package gateway.delivery;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts of a card with names in braces. */
final class Placeholders {

    private static final Pattern NAME = Pattern.compile("\\{([a-z0-9-]+)}");

    private Placeholders() {}

    /** The text with values for names, in one pass: a value that looks like a placeholder stays as it is. */
    static String filled(String text, Map<String, String> values) {
        return NAME.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
    }
}
