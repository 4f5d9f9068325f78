package fakes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeVendorTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration MOMENT = Duration.ofMillis(100);
    private static final String STREAM = "{\"model\":\"m\",\"stream\":true}";
    private static final String STREAM_WITH_USAGE =
            "{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true}}";

    private final FakeVendor vendor = FakeVendor.start();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        vendor.close();
        http.close();
    }

    @Test
    void answersInTheOrderOfTheQueueAndThenAsAlways() throws Exception {
        vendor.next(Script.error(429, "slow_down", "wait", "Retry-After: 3"), Script.json(500, "{}"))
                .always(Script.chat("hello there"));

        HttpResponse<String> first = post("{}");
        assertThat(first.statusCode()).isEqualTo(429);
        assertThat(first.headers().firstValue("retry-after")).contains("3");
        assertThat(post("{}").statusCode()).isEqualTo(500);
        for (int i = 0; i < 2; i++) {
            assertThat(post("{\"model\":\"m\"}").body())
                    .contains("\"model\":\"m\"", "\"content\":\"hello there\"", "\"completion_tokens\":2");
        }
        assertThat(vendor.acceptedConnections())
                .as("connections are kept alive")
                .isEqualTo(1);
    }

    @Test
    void recordsWhatItReceivedByLengthAndInChunks() throws Exception {
        vendor.always(Script.json(200, "{}")).at("/models", Script.json(200, "[]"));

        post("{\"a\":\"é\"}");
        http.send(
                HttpRequest.newBuilder(URI.create(vendor.url() + "/v1/chat?x=1"))
                        .header("X-Test", "yes")
                        .POST(HttpRequest.BodyPublishers.ofInputStream(
                                () -> new ByteArrayInputStream("chunked".getBytes(UTF_8))))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        Received first = vendor.awaitRequest().request();
        Received second = vendor.awaitRequest().request();
        assertThat(first.json().path("a").asText()).isEqualTo("é");
        assertThat(second.method() + second.path()).isEqualTo("POST/v1/chat?x=1");
        assertThat(second.header("x-test")).isEqualTo("yes");
        assertThat(second.text()).isEqualTo("chunked");
        assertThat(vendor.received()).containsExactly(first, second);
    }

    @Test
    void aRequestNobodyExpectedIsAnsweredWithAnError() throws Exception {
        assertThat(post("{}").statusCode()).isEqualTo(501);
    }

    @Test
    void aScriptOfItsPathTakesNothingFromTheQueue() throws Exception {
        vendor.next(Script.chat("mine")).at("/models", Script.json(200, "[]"));
        try (RawClient client = RawClient.connect(vendor.url()).get("/v1/models")) {
            client.head(SOON);
            assertThat(client.body(SOON)).isEqualTo("[]");
        }
        assertThat(post("{}").body()).contains("mine");
    }

    @Test
    void streamsRoleContentFinishAndEndMarkAndUsageOnlyWhenAsked() throws Exception {
        vendor.always(Script.stream("Hel", "lo"));

        assertThat(stream(STREAM)).hasSize(5).endsWith("[DONE]").noneMatch(data -> data.contains("usage"));
        List<String> withUsage = stream(STREAM_WITH_USAGE);
        assertThat(withUsage).hasSize(6);
        assertThat(withUsage.get(3)).contains("\"finish_reason\":\"stop\"");
        assertThat(withUsage.get(4)).contains("\"choices\":[]", "\"completion_tokens\":2");
    }

    @Test
    void aStreamSaysTheSameInPiecesOfOneByteWithAnyLineEndAndAnyFraming() throws Exception {
        Script plain = Script.stream("日本", "語");
        vendor.next(
                plain,
                plain.inPieces(1),
                plain.withLineEnd("\r\n").inPieces(3),
                plain.framed(Call.Framing.LENGTH),
                plain.framed(Call.Framing.CLOSE));

        List<String> expected = stream(STREAM);
        assertThat(expected).anyMatch(data -> data.contains("日本"));
        for (int i = 0; i < 4; i++) {
            assertThat(stream(STREAM)).isEqualTo(expected);
        }
        vendor.next(plain.withLineEnd("\r"));
        assertThat(post(STREAM).body().split("\r\r")).hasSameSizeAs(expected);
    }

    @Test
    void aPacedStreamSendsWhatTheTestLetsGoAndNoMore() throws Exception {
        PacedStream stream = new PacedStream();
        vendor.next(stream).always(Script.chat("next"));
        try (RawClient client = RawClient.connect(vendor.url()).post("/", STREAM_WITH_USAGE)) {
            assertThat(client.head(SOON).header("content-type")).isEqualTo("text/event-stream");
            assertThat(stream.awaitRequest().path()).isEqualTo("/");

            stream.content("one");
            assertThat(client.data(SOON)).contains("one");
            assertThatThrownBy(() -> client.data(MOMENT)).isInstanceOf(SocketTimeoutException.class);
            stream.emitRaw("data: tw".getBytes(UTF_8)).emitRaw("o\n\n".getBytes(UTF_8));
            assertThat(client.data(SOON)).isEqualTo("two");
            stream.finish();
            assertThat(client.allData(SOON)).hasSize(3).endsWith("[DONE]");

            client.post("/", "{}");
            assertThat(client.head(SOON).status()).as("the connection is kept").isEqualTo(200);
        }
    }

    @Test
    void noticesAtOnceThatThePeerHasLeftWithFinOrReset() throws Exception {
        vendor.always(Broken.silentAfter("one"));
        for (boolean reset : new boolean[] {false, true}) {
            RawClient client = RawClient.connect(vendor.url()).post("/", STREAM);
            Call call = vendor.awaitRequest();
            client.head(SOON);
            assertThat(vendor.openConnections()).isEqualTo(1);
            assertThatThrownBy(() -> call.awaitPeerClosed(MOMENT)).isInstanceOf(AssertionError.class);
            if (reset) {
                client.reset();
            } else {
                client.close();
            }
            assertThat(call.awaitPeerClosed(SOON)).isLessThan(Duration.ofSeconds(1));
            await().untilAsserted(() -> assertThat(vendor.openConnections()).isZero());
        }
    }

    @Test
    void anIdleConnectionIsClosedUnderItsOwner() throws Exception {
        vendor.always(Script.chat("hi"));
        try (RawClient client = RawClient.connect(vendor.url()).post("/", "{}")) {
            client.head(SOON);
            client.body(SOON);
            vendor.closeIdleConnections();
            assertThat(client.closedByServer(SOON)).isTrue();
        }
        vendor.next(Script.chat("bye").thenClose());
        try (RawClient client = RawClient.connect(vendor.url()).post("/", "{}")) {
            assertThat(client.head(SOON).header("connection")).isNull();
            assertThat(client.body(SOON)).contains("bye");
            assertThat(client.closedByServer(SOON)).isTrue();
        }
    }

    @Test
    void aTrapTellsWhetherAnybodyCame() throws Exception {
        try (FakeVendor trap = FakeVendor.trap()) {
            trap.assertUntouched();
            try (RawClient client = RawClient.connect(trap.url())) {
                client.get("/").head(SOON);
            }
            assertThatThrownBy(trap::assertUntouched).isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void aScriptThatFailsByItselfFailsTheTestThatWroteIt() throws Exception {
        FakeVendor faulty = FakeVendor.start().always(call -> {
            throw new IllegalStateException("typo in the test");
        });
        try (RawClient client = RawClient.connect(faulty.url()).get("/")) {
            assertThatThrownBy(() -> client.head(SOON)).isInstanceOf(IOException.class);
        }
        assertThatThrownBy(faulty::close).isInstanceOf(AssertionError.class).hasRootCauseMessage("typo in the test");
    }

    private HttpResponse<String> post(String body) throws Exception {
        return http.send(request(body), HttpResponse.BodyHandlers.ofString());
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
}
