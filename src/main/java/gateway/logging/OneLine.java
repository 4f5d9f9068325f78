package gateway.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.CompositeConverter;

/**
 * Keeps an event on one line, stack trace and all: runs of control characters and of Unicode's line separators become a
 * bar. So nobody can forge a second line through a name they chose, and a line is an event for whatever reads the log.
 */
public final class OneLine extends CompositeConverter<ILoggingEvent> {

    private static final String BAR = " | ";
    private static final int MAX_LENGTH = 16_384;

    @Override
    protected String transform(ILoggingEvent event, String text) {
        int end = Math.min(text.stripTrailing().length(), MAX_LENGTH);
        StringBuilder line = new StringBuilder(end + BAR.length());
        boolean broken = false;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (breaks(c)) {
                broken = true;
                continue;
            }
            if (broken) {
                line.append(BAR);
                broken = false;
            }
            line.append(c);
        }
        return line.toString();
    }

    private static boolean breaks(char c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
    }
}
