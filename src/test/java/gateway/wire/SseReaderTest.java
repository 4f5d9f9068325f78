package gateway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SseReaderTest {

    private static final byte[] DONE = "[DONE]".getBytes(UTF_8);

    @Test
    void dataComesWithAndWithoutTheOneSpaceAndKeepsFurtherSpaces() throws IOException {
        assertThat(texts("data: a\n\ndata:b\n\ndata:  c\n\n")).containsExactly("a", "b", " c");
    }

    @Test
    void allThreeLineEndsOfTheStandardEndALine() throws IOException {
        assertThat(texts("data: a\r\n\r\ndata: b\r\rdata: c\n\n")).containsExactly("a", "b", "c");
    }

    @Test
    void severalDataLinesAreJoinedByLineFeeds() throws IOException {
        assertThat(texts("data: one\r\ndata\r\nid: 7\r\ndata: three\r\n\r\n")).containsExactly("one\n\nthree");
    }

    @Test
    void commentsBetweenEventsAreReportedAndThoseInsideOneAreNot() throws IOException {
        SseReader reader = reader(": keep-alive\n\ndata: a\n:inside\ndata: b\n\n:\n");

        assertThat(reader.next())
                .matches(StreamEvent::isComment)
                .extracting(StreamEvent::text)
                .isEqualTo("keep-alive");
        assertThat(reader.next())
                .matches(e -> !e.isComment())
                .extracting(StreamEvent::text)
                .isEqualTo("a\nb");
        assertThat(reader.next())
                .matches(StreamEvent::isComment)
                .extracting(StreamEvent::length)
                .isEqualTo(0);
        assertThat(reader.next()).isNull();
        assertThat(reader.endedInsideEvent()).isFalse();
    }

    @Test
    void theTypeBelongsToOneEventOnly() throws IOException {
        SseReader reader = reader("event: ping\ndata: {}\n\ndata: a\n\nevent: lost\n\ndata: b\n\n");

        assertThat(reader.next()).extracting(StreamEvent::type).isEqualTo("ping");
        assertThat(reader.next()).extracting(StreamEvent::type).isNull();
        assertThat(reader.next())
                .extracting(StreamEvent::type, StreamEvent::text)
                .containsExactly(null, "b");
    }

    /** Two data lines with the type between them: the second one moves over the bytes of the type. */
    @Test
    void aTypeBetweenDataLinesSurvivesTheJoining() throws IOException {
        StreamEvent event =
                reader("data: a\nevent: delta\ndata: bcdefghijklmnop\n\n").next();

        assertThat(event)
                .extracting(StreamEvent::type, StreamEvent::text)
                .containsExactly("delta", "a\nbcdefghijklmnop");
    }

    @Test
    void unknownFieldsAndFieldsThatOnlyBeginLikeDataAreIgnored() throws IOException {
        assertThat(texts("id: 1\nretry: 5\ndatabase: x\nnonsense\ndata: a\n\n")).containsExactly("a");
    }

    /** Seen in recordings of a vendor: no blank line between two events, but the id of the next. */
    @Test
    void anIdBeginsAnEventWhereTheCardSaysSo() throws IOException {
        String stream = "id:1\nevent:result\ndata:a\nid:2\nevent:result\ndata:b\n\nid:3\ndata:c\n\n";
        SseReader reader = new SseReader(bytes(stream), 1_000, true);
        List<String> got = new ArrayList<>();
        for (StreamEvent event = reader.next(); event != null; event = reader.next()) {
            got.add(event.type() + " " + event.text());
        }

        assertThat(got).containsExactly("result a", "result b", "null c");
        assertThat(texts(stream)).as("else they are one").containsExactly("a\nb", "c");
    }

    @Test
    void aByteOrderMarkIsSkippedAtTheStartOnly() throws IOException {
        assertThat(texts("\uFEFFdata: a\n\n\uFEFFdata: lost\n\ndata: b\n\n")).containsExactly("a", "b");
    }

    @Test
    void blankLinesAreNotEvents() throws IOException {
        assertThat(texts("\n\r\n\r\r\ndata: a\n\n\n\n")).containsExactly("a");
    }

    @Test
    void theEndMarkIsRecognisedByItsBytes() throws IOException {
        SseReader reader = reader("data: [DONE]\n\ndata: [DONE] \n\ndata: [DONE\n\n");

        assertThat(reader.next()).matches(e -> e.dataEquals(DONE));
        assertThat(reader.next()).matches(e -> !e.dataEquals(DONE));
        assertThat(reader.next()).matches(e -> !e.dataEquals(DONE));
    }

    @Test
    void anEventCutOffByTheEndOfTheStreamIsHandedOutAndFlagged() throws IOException {
        for (String cut : List.of("data: a", "data: a\n", "event: x\ndata: a\r\n")) {
            SseReader reader = reader("data: whole\n\n" + cut);

            assertThat(reader.next()).extracting(StreamEvent::text).isEqualTo("whole");
            assertThat(reader.endedInsideEvent()).isFalse();
            assertThat(reader.next()).extracting(StreamEvent::text).isEqualTo("a");
            assertThat(reader.endedInsideEvent()).as(cut).isTrue();
            assertThat(reader.next()).isNull();
            assertThat(reader.next()).isNull();
            assertThat(reader.endedInsideEvent()).isTrue();
        }
    }

    @Test
    void aStreamCutInsideAFieldNameOrAfterATypeEndsInsideAnEvent() throws IOException {
        for (String cut : List.of("da", "event: x\n", "event")) {
            SseReader reader = reader(cut);

            assertThat(reader.next()).isNull();
            assertThat(reader.endedInsideEvent()).as(cut).isTrue();
        }
    }

    /** A vendor that ends lines with CR must not be made to wait for an LF that never comes. */
    @Test
    void anEventThatEndsWithCarriageReturnsIsHandedOutBeforeTheNextByteIsRead() throws IOException {
        InputStream silentAfterwards = new InputStream() {
            private final InputStream bytes = bytes("data: a\r\r");

            @Override
            public int read() throws IOException {
                int next = bytes.read();
                assertThat(next).as("reads on although the event is complete").isNotNegative();
                return next;
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                into[from] = (byte) read();
                return 1;
            }
        };
        assertThat(new SseReader(silentAfterwards, 100).next())
                .extracting(StreamEvent::text)
                .isEqualTo("a");
    }

    @Test
    void pendingTellsWhetherTheNextCallWouldWait() throws IOException {
        SseReader reader = reader("data: a\r\n\r\ndata: b\n\n\nid: 3\n: comment\ndata: c\n: inside\n\n\ndata: half\n");

        assertThat(reader.pending()).as("nothing was read yet").isFalse();
        for (String text : List.of("a", "b", "comment")) {
            assertThat(reader.next()).extracting(StreamEvent::text).isEqualTo(text);
            assertThat(reader.pending()).as("after " + text).isTrue();
        }
        assertThat(reader.next()).extracting(StreamEvent::text).isEqualTo("c");
        assertThat(reader.pending()).as("only half an event is left").isFalse();
    }

    @Test
    void anEventIsASliceOfTheReadersBufferWhichStartsSmall() throws IOException {
        SseReader reader = new SseReader(bytes("data: a\n\ndata: b\n\n"), 1_000_000);

        StreamEvent first = Objects.requireNonNull(reader.next());
        byte[] buffer = first.buffer();

        assertThat(reader.next()).isSameAs(first);
        assertThat(first.buffer()).isSameAs(buffer);
        assertThat(buffer.length).isEqualTo(2 * 1024);
    }

    @Test
    void anEventUpToTheLimitIsReadAndALargerOneRefused() throws IOException {
        String largest = "data: " + "x".repeat(100_000 - 8);
        assertThat(new SseReader(bytes(largest + "\n\n"), 100_000).next())
                .extracting(StreamEvent::length)
                .isEqualTo(100_000 - 8);

        SseReader reader = new SseReader(bytes("data: small\n\n" + largest + "more than fits\n\n"), 100_000);
        assertThat(reader.next()).extracting(StreamEvent::text).isEqualTo("small");
        assertThatThrownBy(reader::next)
                .isInstanceOf(EventTooLargeException.class)
                .hasMessageContaining("100000 bytes");
    }

    @Test
    void endlessLinesAndEndlessEventsAreRefusedWithoutKeepingMoreThanTheLimit() {
        for (String piece : List.of("x", "data: x\n", ": c", "data:x\n:c\n")) {
            Endless endless = new Endless(piece);

            assertThatThrownBy(() -> readAll(new SseReader(endless, 50_000)))
                    .isInstanceOf(EventTooLargeException.class);
            assertThat(endless.largestRead).as(piece).isLessThanOrEqualTo(50_000);
            assertThat(endless.total).as(piece).isLessThanOrEqualTo(2 * 50_000);
        }
    }

    private static SseReader reader(String stream) {
        return new SseReader(bytes(stream), 1_000);
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private static List<String> texts(String stream) throws IOException {
        return readAll(reader(stream));
    }

    private static List<String> readAll(SseReader reader) throws IOException {
        List<String> texts = new ArrayList<>();
        for (StreamEvent event = reader.next(); event != null; event = reader.next()) {
            texts.add(event.text());
        }
        return texts;
    }

    /** Repeats a piece for ever, and notes how much room it was offered. */
    private static final class Endless extends InputStream {

        private final byte[] piece;
        private int at;
        private int largestRead;
        private long total;

        Endless(String piece) {
            this.piece = piece.getBytes(UTF_8);
        }

        @Override
        public int read() {
            return piece[at++ % piece.length];
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            largestRead = Math.max(largestRead, length);
            total += length;
            for (int i = 0; i < length; i++) {
                into[offset + i] = (byte) read();
            }
            return length;
        }
    }
}
