package streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkedReaderTest {

    private final ChunkedReader reader = new ChunkedReader();

    @Test
    void contentIsTheSameHoweverTheBytesWereCut() {
        String text = "5\r\nhello\r\nA;name=\"x\"\r\n, rivers \n\r\n1 \r\n!\r\n000\r\nTrailer: x\r\nMore: y\r\n\r\n";

        assertThat(Cuts.of(text)).allSatisfy(pieces -> {
            reader.restart();
            assertThat(content(pieces)).isEqualTo("hello, rivers \n!");
            assertThat(reader.ended()).isTrue();
        });
    }

    @Test
    void bodyWithoutItsTerminatingChunkHasNotEnded() {
        assertThat(content("5\r\nhello\r\n".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("hello");
        assertThat(reader.ended()).isFalse();
        content("0\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(reader.ended()).isFalse();
        content("\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(reader.ended()).isTrue();
    }

    @Test
    void bytesAfterTheEndAreLeft() {
        byte[] bytes = "0\r\n\r\nGET / HTTP/1.1".getBytes(StandardCharsets.US_ASCII);

        assertThat(reader.read(bytes, 0, bytes.length)).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\r\n", "\r\n", "5\r\nhelloworld", "fffffffffffff\r\n", "5x\r\n"})
    void whatIsNotChunkedIsBroken(String text) {
        content(text.getBytes(StandardCharsets.US_ASCII));

        assertThat(reader.broken()).isTrue();
    }

    private String content(byte[]... pieces) {
        StringBuilder content = new StringBuilder();
        for (byte[] piece : pieces) {
            int at = 0;
            while (at < piece.length && !reader.ended() && !reader.broken()) {
                at = reader.read(piece, at, piece.length);
                content.append(
                        new String(piece, reader.from(), reader.to() - reader.from(), StandardCharsets.US_ASCII));
            }
        }
        return content.toString();
    }
}
