package fakes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BrokenTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration MOMENT = Duration.ofMillis(100);
    private static final String STREAM = "{\"model\":\"m\",\"stream\":true}";

    private final FakeVendor vendor = FakeVendor.start();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        vendor.close();
        http.close();
    }

    @Test
    void cutsAndResetsLookToTheCallerLikeWhatTheyAre() throws Exception {
        vendor.next(Broken.resetBeforeHeaders(), Broken.closeBeforeHeaders(), Broken.resetAfter("a"));
        assertThatThrownBy(() -> stream(STREAM)).isInstanceOf(SocketException.class);
        assertThatThrownBy(() -> stream(STREAM)).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> stream(STREAM)).isInstanceOf(SocketException.class);

        vendor.next(Broken.cutAfter("a"), Broken.endInsideEvent("a"), Broken.truncatedBody("{\"a\":", 10));
        assertThatThrownBy(() -> stream(STREAM)).hasMessageContaining("the connection ended");
        assertThatThrownBy(() -> stream(STREAM)).hasMessageContaining("the stream ended inside");
        assertThatThrownBy(() -> post("{}")).isInstanceOf(IOException.class);

        vendor.next(Broken.endWithoutDone("a"), Broken.errorEvent("overloaded", "busy", "a"));
        assertThat(stream(STREAM)).hasSize(2);
        assertThat(stream(STREAM)).hasSize(3).last().asString().contains("\"code\":\"overloaded\"");
    }

    @Test
    void hangsAndSilencesLastUntilTheCallerGivesUp() throws Exception {
        vendor.next(Broken.hang(), Broken.silentAfterHeaders());
        try (RawClient client = RawClient.connect(vendor.url()).post("/", STREAM)) {
            assertThatThrownBy(() -> client.head(MOMENT)).isInstanceOf(SocketTimeoutException.class);
        }
        try (RawClient client = RawClient.connect(vendor.url()).post("/", STREAM)) {
            assertThat(client.head(SOON).status()).isEqualTo(200);
            assertThatThrownBy(() -> client.event(MOMENT)).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void signsOfLifeComeBeforeAndBetweenTheAnswer() throws Exception {
        vendor.next(Broken.streamWithComments("a"), Broken.emptyLinesBeforeChat(3, "late"));
        try (RawClient client = RawClient.connect(vendor.url()).post("/", STREAM)) {
            client.head(SOON);
            assertThat(client.event(SOON)).isEqualTo(new RawClient.Event(true, null, "keep-alive"));
            assertThat(client.data(SOON)).contains("\"content\":\"a\"");
        }
        assertThat(post("{}").body()).startsWith("\n\n\n{").contains("late");
    }

    @Test
    void answersWithoutAnEndGoOnUntilTheCallerLeaves() throws Exception {
        vendor.next(Broken.endlessLine(), Broken.endlessBody(), Broken.endlessHeaders());
        for (int i = 0; i < 3; i++) {
            try (RawClient client = RawClient.connect(vendor.url()).post("/", "{}")) {
                Call call = vendor.awaitRequest();
                if (i < 2) {
                    client.head(SOON);
                    for (int read = 0; read < 1_000_000; read += client.bytes(64 * 1024, SOON).length) {}
                }
                client.reset();
                assertThat(call.awaitPeerClosed(SOON)).isLessThan(SOON);
            }
        }
        vendor.next(Broken.onlyComments(Duration.ofMillis(1)), Broken.drip("x", Duration.ofSeconds(30)));
        try (RawClient client = RawClient.connect(vendor.url()).post("/", "{}")) {
            client.head(SOON);
            assertThatThrownBy(() -> client.data(MOMENT)).isInstanceOf(SocketTimeoutException.class);
        }
        try (RawClient client = RawClient.connect(vendor.url()).post("/", "{}")) {
            client.head(SOON);
            assertThat(client.bytes(100, SOON)).hasSize(1);
        }
    }

    @Test
    void bodiesThatAreNotWhatTheyShouldBe() throws Exception {
        vendor.next(Broken.malformedJson(), Broken.html(200), Broken.emptyBody(), Broken.redirect("http://x/"));
        assertThat(post("{}").body()).startsWith("{").doesNotEndWith("}");
        assertThat(post("{}").headers().firstValue("content-type"))
                .hasValueSatisfying(t -> assertThat(t).startsWith("text/html"));
        assertThat(post("{}").body()).isEmpty();
        assertThat(post("{}").headers().firstValue("location")).contains("http://x/");

        vendor.next(Broken.errorIn200("busy", "try later"), Broken.malformedEvent("a", "b"), Broken.hugeHeader(50_000));
        assertThat(post("{}").statusCode()).isEqualTo(200);
        assertThat(stream(STREAM)).hasSize(5).endsWith("[DONE]");
        try (RawClient client = RawClient.connect(vendor.url()).post("/", "{}")) {
            assertThat(client.head(SOON).header("x-padding")).hasSize(50_000);
        }
    }

    @Test
    void compressedBodiesUnpackToWhatTheyPromise() throws Exception {
        vendor.next(Script.gzippedChat("small"), Broken.gzipBomb(8));
        assertThat(unpack(postForBytes())).contains("small");
        byte[] bomb = postForBytes();
        assertThat(bomb.length).isLessThan(20_000);
        assertThat(unpack(bomb)).hasSize(8 << 20);
    }

    private HttpResponse<String> post(String body) throws Exception {
        return http.send(request(body), HttpResponse.BodyHandlers.ofString());
    }

    private byte[] postForBytes() throws Exception {
        return http.send(request("{}"), HttpResponse.BodyHandlers.ofByteArray()).body();
    }

    private HttpRequest request(String body) {
        return HttpRequest.newBuilder(URI.create(vendor.url() + "/v1/chat/completions"))
                .version(HttpClient.Version.HTTP_1_1)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private List<String> stream(String request) throws IOException {
        try (RawClient client = RawClient.connect(vendor.url()).post("/v1/chat/completions", request)) {
            client.head(SOON);
            return client.allData(SOON);
        }
    }

    private static String unpack(byte[] packed) throws IOException {
        return new String(new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes(), UTF_8);
    }
}
