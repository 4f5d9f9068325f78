package gateway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds for every stream of JSON values, however the network cuts it. */
class JsonValuesReaderProperties {

    @Property(tries = 2_000)
    void anyBytesInAnyChunksGiveTheSameEventsOrTheSameRefusal(
            @ForAll("noise") byte[] noise, @ForAll @IntRange(min = 1, max = 40) int limit, @ForAll long seed) {
        String atOnce = outcome(new ByteArrayInputStream(noise), limit);

        assertThat(outcome(new Chunked(noise, 1, seed), limit)).isEqualTo(atOnce);
        assertThat(outcome(new Chunked(noise, 7, seed), limit)).isEqualTo(atOnce);
    }

    @Property(tries = 500)
    void randomBytesNeitherHangNorTakeMoreMemoryThanTheLimit(@ForAll @Size(max = 3_000) byte[] noise) {
        assertThat(outcome(new Chunked(noise, 500, noise.length), 64)).isNotNull();
    }

    /** Pending may only promise what is read without another call of the stream below. */
    @Property(tries = 600)
    void whatIsPendingIsReadWithoutAskingTheStream(@ForAll("noise") byte[] noise, @ForAll long seed)
            throws IOException {
        Chunked chunked = new Chunked(noise, 30, seed);
        JsonValuesReader reader = new JsonValuesReader(chunked, 4_000);
        StreamEvent event;
        do {
            boolean promised = reader.pending();
            int before = chunked.reads;
            try {
                event = reader.next();
            } catch (UnreadableReplyException refused) {
                // Told without asking, too.
                assertThat(!promised || chunked.reads == before).isTrue();
                return;
            }
            assertThat(!promised || (event != null && chunked.reads == before)).isTrue();
        } while (event != null);
    }

    @Provide
    Arbitrary<byte[]> noise() {
        return Arbitraries.of("{", "}", "\"", "\\", "\n", "\r\n", ",", "[", "]", " ", "x", "你", "\uFEFF", "{\"a\":1}")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts).getBytes(UTF_8));
    }

    /** Everything a caller can see of a stream, as text. */
    private static String outcome(InputStream stream, int limit) {
        JsonValuesReader reader = new JsonValuesReader(stream, limit);
        StringBuilder seen = new StringBuilder();
        try {
            for (StreamEvent event = reader.next(); event != null; event = reader.next()) {
                assertThat(event.buffer().length).isLessThanOrEqualTo(limit);
                seen.append(event.isComment()).append(event.text()).append('|');
            }
            return seen.toString();
        } catch (IOException refused) {
            return seen.append(refused.getMessage()).toString();
        }
    }
}
