package gateway.local;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Cuts text into words, which stand for tokens here: a Han character is a word of its own. */
final class Words {

    private static final Pattern WORD = Pattern.compile("(?:\\p{IsHan}|[^\\s\\p{IsHan}]+)\\s*");

    private Words() {}

    /** The words, each with the space after it, so that joined they are the text again. */
    static List<String> of(String text) {
        return WORD.matcher(text).results().map(MatchResult::group).toList();
    }

    static int count(String text) {
        return (int) WORD.matcher(text).results().count();
    }
}
