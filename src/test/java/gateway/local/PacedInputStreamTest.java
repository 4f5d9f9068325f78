package gateway.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.local.Delivery.Ending;
import gateway.time.Ticker;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PacedInputStreamTest {

    private static final byte[] ONE = "one".getBytes(UTF_8);
    private static final byte[] TWO = "two!".getBytes(UTF_8);

    @Test
    void aReadGivesOneFrameAtMostAndNoneBeforeItIsAskedFor() throws IOException {
        AtomicInteger made = new AtomicInteger();
        PacedInputStream in = new PacedInputStream(
                Stream.of(ONE, TWO).peek(frame -> made.incrementAndGet()).iterator(),
                Delivery.AT_ONCE,
                Ticker.system());
        byte[] into = new byte[100];

        assertThat(made).hasValue(0);
        assertThat(in.read(into)).isEqualTo(3);
        assertThat(made).hasValue(1);
        assertThat(in.read(into, 3, 2)).isEqualTo(2);
        assertThat(in.read()).isEqualTo('o');
        assertThat(in.read(into, 5, 90)).isEqualTo(1);
        assertThat(in.read(into)).isEqualTo(-1);
        assertThat(in.read()).isEqualTo(-1);
        assertThat(new String(into, 0, 6, UTF_8)).isEqualTo("onetw!");
    }

    /** A real clock, but no exact times: only that nothing comes too early, which no slow machine can break. */
    @Test
    void noFrameComesBeforeItsMoment() throws IOException {
        Delivery delivery =
                new Delivery(Duration.ofMillis(60), Duration.ofMillis(30), Integer.MAX_VALUE, Ending.COMPLETE);
        Ticker ticker = Ticker.system();
        PacedInputStream in = new PacedInputStream(List.of(ONE, TWO).iterator(), delivery, ticker);
        byte[] into = new byte[100];
        long start = ticker.nanos();

        in.read(into);
        assertThat(Duration.ofNanos(ticker.nanos() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(60));
        in.read(into);
        assertThat(Duration.ofNanos(ticker.nanos() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(90));
    }

    /** Moments add up from the first read on, so a reader that was busy meanwhile does not wait for what is overdue. */
    @Test
    void aReaderThatLagsGetsTheMissedFramesWithoutDelay() throws IOException {
        AtomicLong now = new AtomicLong();
        Delivery hourly = new Delivery(Duration.ZERO, Duration.ofHours(1), Integer.MAX_VALUE, Ending.COMPLETE);
        PacedInputStream in = new PacedInputStream(List.of(ONE, TWO, ONE).iterator(), hourly, now::get);
        byte[] into = new byte[100];

        assertThat(in.read(into)).isEqualTo(3);
        now.addAndGet(Duration.ofHours(2).toNanos());
        assertThat(in.read(into)).isEqualTo(4);
        assertThat(in.read(into)).isEqualTo(3);
    }

    @Test
    void aClosedStreamRefusesToBeRead() {
        PacedInputStream in = new PacedInputStream(List.of(ONE).iterator(), Delivery.AT_ONCE, Ticker.system());
        in.close();
        in.close();
        assertThatThrownBy(in::read).isInstanceOf(IOException.class).hasMessageContaining("closed");
    }

    @Test
    void anInterruptEndsAWaitAndStaysVisible() {
        Delivery never = new Delivery(Duration.ofHours(1), Duration.ZERO, Integer.MAX_VALUE, Ending.COMPLETE);
        PacedInputStream in = new PacedInputStream(List.of(ONE).iterator(), never, Ticker.system());

        Thread.currentThread().interrupt();
        assertThatThrownBy(in::read).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
