package gateway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What holds for every stream, however the network cuts it. */
class SseReaderProperties {

    private static final int LIMIT = 4_000;

    @Property(tries = 600)
    void anyChunkingOfAnyEventsGivesTheSameEvents(
            @ForAll("events") List<Event> events,
            @ForAll("lineEnds") String lineEnd,
            @ForAll @IntRange(min = 1, max = 60) int largestChunk,
            @ForAll long seed)
            throws IOException {
        byte[] stream = encode(events, lineEnd);

        assertThat(read(new ByteArrayInputStream(stream))).isEqualTo(events);
        assertThat(read(new Chunked(stream, largestChunk, seed))).isEqualTo(events);
        assertThat(read(new Chunked(stream, 1, seed))).isEqualTo(events);
    }

    /** Bytes of a stream's own alphabet reach more states than bytes drawn evenly. */
    @Property(tries = 2_000)
    void anyBytesInAnyChunksGiveTheSameEventsOrTheSameRefusal(
            @ForAll("noise") byte[] noise, @ForAll @IntRange(min = 1, max = 40) int limit, @ForAll long seed) {
        String atOnce = outcome(new ByteArrayInputStream(noise), limit);

        assertThat(outcome(new Chunked(noise, 1, seed), limit)).isEqualTo(atOnce);
        assertThat(outcome(new Chunked(noise, 7, seed), limit)).isEqualTo(atOnce);
    }

    @Property(tries = 500)
    void randomBytesNeitherHangNorTakeMoreMemoryThanTheLimit(@ForAll @Size(max = 3_000) byte[] noise) {
        assertThat(outcome(new Chunked(noise, 500, noise.length), 64)).isNotEmpty();
    }

    /** Pending may only promise what the reader then keeps: no call of the stream below. */
    @Property(tries = 600)
    void whatIsPendingIsReadWithoutAskingTheStream(@ForAll("noise") byte[] noise, @ForAll long seed)
            throws IOException {
        Chunked chunked = new Chunked(noise, 30, seed);
        SseReader reader = new SseReader(chunked, LIMIT);
        while (true) {
            boolean promised = reader.pending();
            int readsBefore = chunked.reads;
            StreamEvent event = reader.next();
            assertThat(chunked.reads == readsBefore && event != null && !reader.endedInsideEvent())
                    .isEqualTo(promised);
            if (event == null) {
                return;
            }
        }
    }

    @Provide
    Arbitrary<List<Event>> events() {
        Arbitrary<String> line = Arbitraries.strings()
                .withChars("ab :\u00e9\u4e2d\uFEFF{}\"")
                .withChars('\u0000', '\t')
                .ofMaxLength(40);
        Arbitrary<@Nullable String> type =
                Arbitraries.of("ping", "delta", "\u4e2d").injectNull(0.6);
        Arbitrary<Event> data = Combinators.combine(
                        type, line.list().ofMinSize(1).ofMaxSize(4))
                .as((name, lines) -> new Event(false, name, String.join("\n", lines)));
        Arbitrary<Event> comment = line.map(text -> new Event(true, null, text));
        return Arbitraries.frequencyOf(Tuple.of(4, data), Tuple.of(1, comment))
                .list()
                .ofMaxSize(12);
    }

    @Provide
    Arbitrary<String> lineEnds() {
        return Arbitraries.of("\n", "\r\n", "\r");
    }

    @Provide
    Arbitrary<byte[]> noise() {
        return Arbitraries.of(
                        "\n", "\n", "\r", "\r\n", ":", " ", "data", "data:", "data: ", "event: ", "x", "\uFEFF", "id")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts).getBytes(UTF_8));
    }

    private static byte[] encode(List<Event> events, String lineEnd) {
        StringBuilder stream = new StringBuilder();
        for (Event event : events) {
            if (event.comment()) {
                stream.append(": ").append(event.text()).append(lineEnd);
                continue;
            }
            if (event.type() != null) {
                stream.append("event:").append(event.type()).append(lineEnd);
            }
            for (String line : event.text().split("\n", -1)) {
                stream.append(line.startsWith(" ") ? "data: " : "data:")
                        .append(line)
                        .append(lineEnd);
            }
            stream.append("id: 1").append(lineEnd).append(lineEnd);
        }
        return stream.toString().getBytes(UTF_8);
    }

    private static List<Event> read(InputStream stream) throws IOException {
        SseReader reader = new SseReader(stream, LIMIT);
        List<Event> events = new ArrayList<>();
        for (StreamEvent event = reader.next(); event != null; event = reader.next()) {
            events.add(new Event(event.isComment(), event.type(), event.text()));
        }
        assertThat(reader.endedInsideEvent()).isFalse();
        return events;
    }

    /** Everything a caller can see of a stream, as text. */
    private static String outcome(InputStream stream, int limit) {
        SseReader reader = new SseReader(stream, limit);
        StringBuilder seen = new StringBuilder();
        try {
            for (StreamEvent event = reader.next(); event != null; event = reader.next()) {
                assertThat(event.buffer().length).isLessThanOrEqualTo(limit);
                seen.append(event.isComment())
                        .append(event.type())
                        .append(event.text())
                        .append('|');
            }
            return seen.append(reader.endedInsideEvent()).toString();
        } catch (IOException refused) {
            return seen.append(refused.getMessage()).toString();
        }
    }

    record Event(boolean comment, @Nullable String type, String text) {}
}
