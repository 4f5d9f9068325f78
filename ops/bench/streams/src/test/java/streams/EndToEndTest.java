package streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import streams.load.Load;
import streams.mock.Mock;

/** The load tells a whole stream from every kind of broken one. */
class EndToEndTest {

    private static final String HEAD = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String FIRST = event("e000000@5#1 of rivers ");
    private static final String SECOND = event("e000001@6#1 of rivers ");
    private static final String DONE = chunk("data: [DONE]\n\n");
    private static final String LAST = "0\r\n\r\n";

    private static int port;

    @BeforeAll
    static void startMock() throws IOException {
        Mock mock = Mock.of(options(Mock.OPTIONS, "--port", "0", "--events", "10", "--rate", "200"));
        port = mock.port();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                mock.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"openai, /v1/chat/completions", "anthropic, /v1/messages"})
    void everyStreamOfTheMockIsWhole(String dialect, String path) throws IOException {
        String report = load(port, path, "--streams", "50", "--events", "10", "--dialect", dialect);

        assertThat(report)
                .contains(
                        "\"planned\":50,\"opened\":50,\"completed\":50,\"left\":0",
                        "\"broken\":0",
                        "\"received\":500,");
    }

    @Test
    void clientsThatLeaveStallOrReadSlowlyAreNotBroken() throws IOException {
        String report = load(
                port,
                "/v1/messages",
                "--streams",
                "60",
                "--events",
                "10",
                "--dialect",
                "anthropic",
                "--leave",
                "0.3",
                "--slow",
                "0.2",
                "--stall",
                "0.2");

        assertThat(report)
                .contains("\"broken\":0")
                .doesNotContain("\"left\":0", "\"slow\":{\"all\":0", "\"stalled\":{\"all\":0");
    }

    @Test
    void whatIsNotTheMocksPathIsRefused() throws IOException {
        assertThat(load(port, "/elsewhere", "--streams", "2")).contains("\"reasons\":{\"refused_404\":2}");
    }

    @Test
    void brokenStreamsAreToldApart() throws IOException {
        assertThat(reasons(HEAD + FIRST + SECOND + DONE + LAST)).isEqualTo("{}");
        assertThat(reasons(HEAD + FIRST)).isEqualTo("{\"cut\":1}");
        assertThat(reasons("")).isEqualTo("{\"cut\":1}");
        assertThat(reasons(HEAD + FIRST + SECOND + LAST)).isEqualTo("{\"no_end_mark\":1}");
        assertThat(reasons(HEAD + FIRST + SECOND + DONE)).isEqualTo("{\"no_last_chunk\":1}");
        assertThat(reasons(HEAD + FIRST + DONE + LAST)).isEqualTo("{\"missing_events\":1}");
        assertThat(reasons(HEAD + SECOND + DONE + LAST)).isEqualTo("{\"missing_events\":1}");
        assertThat(reasons(HEAD + FIRST + FIRST + DONE + LAST)).isEqualTo("{\"misordered\":1}");
        assertThat(reasons(HEAD + FIRST + SECOND.replace("#1", "#2") + DONE + LAST))
                .isEqualTo("{\"altered\":1}");
        assertThat(reasons(HEAD + FIRST + chunk("data: {\"error\":{}}\n\n"))).isEqualTo("{\"error_event\":1}");
        assertThat(reasons(HEAD + FIRST + SECOND + DONE + DONE + LAST)).isEqualTo("{\"after_end\":1}");
        assertThat(reasons(HEAD + "zz\r\n")).isEqualTo("{\"bad_http\":1}");
        assertThat(reasons("HTTP/1.1 429 Too Many\r\nContent-Length: 2\r\n\r\nno"))
                .isEqualTo("{\"refused_429\":1}");
        assertThat(reasons("HTTP/1.1 502 Bad\r\n\r\nno")).isEqualTo("{\"refused_502\":1}");
    }

    /** What the load says of a server that answers so and closes. */
    private static String reasons(String answer) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answering = Thread.ofPlatform().daemon().start(() -> {
                try (Socket socket = server.accept()) {
                    socket.getInputStream().read(new byte[4096]);
                    socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            String report = load(server.getLocalPort(), "/", "--streams", "1", "--events", "2");
            answering.interrupt();
            return report.replaceFirst(".*\"reasons\":", "").replaceFirst(",\"examples.*", "");
        }
    }

    private static String load(int port, String path, String... more) throws IOException {
        List<String> all = new ArrayList<>(List.of("--url", "http://127.0.0.1:" + port + path, "--duration", "30"));
        all.addAll(List.of(more));
        return Load.of(options(Load.OPTIONS, all.toArray(String[]::new))).run().toString();
    }

    private static Options options(java.util.Set<String> known, String... options) {
        List<String> all = new ArrayList<>(List.of("command"));
        all.addAll(List.of(options));
        return Options.of(all.toArray(String[]::new), known);
    }

    private static String event(String mark) {
        return chunk("data: {\"choices\":[{\"delta\":{\"content\":\"" + mark + "\"}}]}\n\n");
    }

    private static String chunk(String event) {
        return Integer.toHexString(event.length()) + "\r\n" + event + "\r\n";
    }
}
