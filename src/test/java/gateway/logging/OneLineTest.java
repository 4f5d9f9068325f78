package gateway.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.LoggingEvent;
import org.junit.jupiter.api.Test;

class OneLineTest {

    private final OneLine converter = new OneLine();

    /** A caller who names a model so could write a whole event of their own. */
    @Test
    void aForgedLineStaysPartOfItsEvent() {
        assertThat(line("no model named x\r\n2026-01-01 INFO all is well\u2028\u0085\u001b[31m"))
                .isEqualTo("no model named x | 2026-01-01 INFO all is well | [31m");
    }

    @Test
    void aStackTraceIsOneLine() {
        assertThat(line("failed\njava.io.IOException: gone\n\tat a.B.c(B.java:1)\n\tat a.B.d(B.java:2)\n"))
                .isEqualTo("failed | java.io.IOException: gone | at a.B.c(B.java:1) | at a.B.d(B.java:2)");
    }

    @Test
    void anEventHasAnEnd() {
        assertThat(line("x".repeat(1_000_000))).hasSize(16_384);
    }

    private String line(String text) {
        return converter.transform(new LoggingEvent(), text);
    }
}
