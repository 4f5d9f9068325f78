package streams.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import streams.Cuts;

class RequestReaderTest {

    private static final String BODY = "{\"stream\" :\n true, \"stream_options\":{\"include_usage\":true}}";
    private static final String COUNTED =
            "POST /v1/chat/completions?x=1 HTTP/1.1\r\nHost: a\r\ncontent-length: " + BODY.length() + "\r\n\r\n" + BODY;
    private static final String CHUNKED =
            "POST /v1/chat/completions HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + "9\r\n" + BODY.substring(0, 9)
                    + "\r\n" + Integer.toHexString(BODY.length() - 9) + "\r\n" + BODY.substring(9) + "\r\n0\r\n\r\n";

    private final RequestReader reader = new RequestReader();

    @ParameterizedTest
    @MethodSource("requests")
    void requestIsUnderstoodHoweverItWasCut(String text) {
        assertThat(Cuts.of(text)).allSatisfy(pieces -> {
            reader.restart();
            int last = 0;
            for (byte[] piece : pieces) {
                assertThat(reader.complete()).isFalse();
                last = reader.read(piece, 0, piece.length);
            }
            assertThat(last).isEqualTo(pieces[pieces.length - 1].length);
            assertThat(reader.complete()).isTrue();
            assertThat(reader.path()).isEqualTo("/v1/chat/completions");
            assertThat(reader.wantsStream()).isTrue();
            assertThat(reader.wantsUsage()).isTrue();
        });
    }

    @Test
    void membersThatAreFalseOrOnlyTalkedOfAreNotWanted() {
        read(counted("{\"stream\":false,\"content\":\"say \\\"include_usage\\\":true\"}"));

        assertThat(reader.complete()).isTrue();
        assertThat(reader.wantsStream()).isFalse();
        assertThat(reader.wantsUsage()).isFalse();
    }

    @Test
    void nextRequestStartsAfresh() {
        read(COUNTED);
        reader.restart();
        int used = read("GET /stats HTTP/1.1\r\nConnection: close\r\n\r\nGET");

        assertThat(reader.complete()).isTrue();
        assertThat(reader.path()).isEqualTo("/stats");
        assertThat(reader.wantsStream()).isFalse();
        assertThat(reader.wantsClose()).isTrue();
        assertThat(used).isEqualTo("GET /stats HTTP/1.1\r\nConnection: close\r\n\r\n".length());
    }

    @Test
    void clientThatWaitsForAWordIsNoticedOnce() {
        read("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");

        assertThat(reader.wantsContinue()).isTrue();
        assertThat(reader.wantsContinue()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.0\r\n\r\n", "hello\r\n\r\n", "POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n"})
    void whatItDoesNotSpeakIsRefused(String text) {
        read(text);

        assertThat(reader.refused()).isTrue();
    }

    static List<String> requests() {
        return List.of(COUNTED, CHUNKED);
    }

    private static String counted(String body) {
        return "POST / HTTP/1.1\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private int read(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return reader.read(bytes, 0, bytes.length);
    }
}
