package gateway.local;

import gateway.local.Delivery.Ending;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a message orders the sandbox to do. An instruction is a clause of its own: "wait 2 s, then stream 20 words" orders
 * two things, "why do engines stall?" orders nothing.
 *
 * @param failStatus HTTP status to fail with; 0 for none
 * @param delay silence before the answer
 * @param words length of the answer; 0 for the usual one
 * @param endAfter words after which the ending comes
 */
record Instructions(int failStatus, Duration delay, int words, int endAfter, Ending ending) {

    private static final int STALL_AFTER_WORDS = 3;
    private static final Instructions NONE = new Instructions(0, Duration.ZERO, 0, Integer.MAX_VALUE, Ending.COMPLETE);

    private static final Pattern CLAUSE_END = Pattern.compile("[,.;!?\\r\\n]+|\\b(?:and|then)\\b");
    private static final Pattern FAIL = instruction("fail with ([45]\\d\\d)");
    private static final Pattern WAIT = instruction("wait (\\d{1,6}) ?(ms|s|seconds?)");
    private static final Pattern STREAM = instruction("stream (\\d{1,6}) words?");
    private static final Pattern BREAK = instruction("break after (\\d{1,6}) words?");
    private static final Pattern STALL = instruction("stall(?: after (\\d{1,6}) words?)?");

    static Instructions in(String message) {
        Instructions found = NONE;
        for (String clause : CLAUSE_END.split(message, -1)) {
            found = found.with(clause.strip());
        }
        return found;
    }

    private Instructions with(String clause) {
        Matcher fail = FAIL.matcher(clause);
        if (fail.matches()) {
            return new Instructions(number(fail), delay, words, endAfter, ending);
        }
        Matcher pause = WAIT.matcher(clause);
        if (pause.matches()) {
            boolean millis = pause.group(2).equalsIgnoreCase("ms");
            Duration length = millis ? Duration.ofMillis(number(pause)) : Duration.ofSeconds(number(pause));
            return new Instructions(failStatus, length, words, endAfter, ending);
        }
        Matcher stream = STREAM.matcher(clause);
        if (stream.matches()) {
            return new Instructions(failStatus, delay, number(stream), endAfter, ending);
        }
        Matcher cut = BREAK.matcher(clause);
        if (cut.matches()) {
            return new Instructions(failStatus, delay, words, number(cut), Ending.BREAK);
        }
        Matcher stall = STALL.matcher(clause);
        if (stall.matches()) {
            int after = stall.group(1) == null ? STALL_AFTER_WORDS : number(stall);
            return new Instructions(failStatus, delay, words, after, Ending.STALL);
        }
        return this;
    }

    private static int number(Matcher matcher) {
        return Integer.parseInt(matcher.group(1));
    }

    private static Pattern instruction(String regex) {
        return Pattern.compile("(?:please )?" + regex, Pattern.CASE_INSENSITIVE);
    }
}
