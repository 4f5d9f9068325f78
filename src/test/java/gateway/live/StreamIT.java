package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import fakes.Broken;
import fakes.FakeVendor;
import fakes.PacedStream;
import fakes.RawClient;
import fakes.Script;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The streaming contract: what has begun ends well and says so, or ends badly and says so. */
class StreamIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final Gateway gateway = Gateway.shared();
    private final FakeVendor fake = FakeVendor.start();

    @AfterEach
    void stop() {
        fake.close();
    }

    static Stream<Arguments> breaks() {
        return Stream.of(
                arguments("F6 reset", Broken.resetAfter("one", "two"), "upstream_reset"),
                arguments("cut in a chunk", Broken.cutAfter("one", "two"), "upstream_truncated"),
                arguments("F7 no end mark", Broken.endWithoutDone("one", "two"), "upstream_truncated"),
                arguments("ends inside an event", Broken.endInsideEvent("one", "two"), "vendor_reply_invalid"),
                arguments("F4 falls silent", Broken.silentAfter("one", "two"), "upstream_stalled"),
                arguments("F24 error event", Broken.errorEvent("overloaded", "x", "one", "two"), "vendor_error"),
                arguments("malformed event", Broken.malformedEvent("one", "two"), "vendor_reply_invalid"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("breaks")
    void aStreamThatBreaksEndsWithOneErrorAndNoEndMark(String fault, Script script, String code) {
        TestVendor vendor = gateway.vendor(fake, "timeouts: {stall: 300ms}");
        fake.always(script);

        HttpResponse<String> answer = gateway.chat(vendor.streamRequest());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("one").doesNotContain("[DONE]").doesNotContain("\"finish_reason\":\"stop\"");
        List<String> data = data(answer.body());
        JsonNode error = Gateway.json(data.getLast()).get("error");
        assertThat(error.get("code").asText()).isEqualTo(code);
        assertThat(data.stream().filter(event -> event.contains("\"error\""))).hasSize(1);
        assertThat(fake.received())
                .as("never repeated once something was passed on")
                .hasSize(1);
        vendor.delete();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void everyLineEndIsAnEnd(String lineEnd) {
        TestVendor vendor = gateway.vendor(fake);
        String event = "data: {\"choices\":[{\"delta\":{\"content\":\"你好🙂\"}}]}" + lineEnd + lineEnd;
        fake.next(Script.rawStream(
                "\uFEFF: hello" + lineEnd + lineEnd + event + event + "data: [DONE]" + lineEnd + lineEnd));

        HttpResponse<String> answer = gateway.chat(vendor.streamRequest());

        assertThat(answer.body())
                .isEqualTo(
                        "data: {\"choices\":[{\"delta\":{\"content\":\"你好🙂\"}}]}\n\n".repeat(2) + "data: [DONE]\n\n");
        vendor.delete();
    }

    /** F25: some vendors end twice, and some go on after the end mark. */
    @Test
    void anAnswerEndsOnce() {
        TestVendor vendor = gateway.vendor(fake);
        String end = "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";
        String other = end.replace("\"index\":0", "\"index\":1");
        String content = "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\"}}]}";
        fake.next(Script.events(content, end, end, other, other, "[DONE]", end, content, "[DONE]"));

        HttpResponse<String> answer = gateway.chat(vendor.streamRequest("\"n\":2"));

        assertThat(data(answer.body())).containsExactly(content, end, other, "[DONE]");
        vendor.delete();
    }

    @Test
    void anEventSplitInsideACharacterArrivesWhole() throws Exception {
        TestVendor vendor = gateway.vendor(fake);
        PacedStream paced = new PacedStream();
        fake.next(paced);
        try (RawClient client = gateway.connect()) {
            Gateway.ask(client, vendor.streamRequest());
            byte[] event =
                    "data: {\"choices\":[{\"delta\":{\"content\":\"🙂\"}}]}\n\n".getBytes(StandardCharsets.UTF_8);
            for (byte b : event) {
                paced.emitRaw(new byte[] {b});
            }

            assertThat(Gateway.firstData(client)).contains("🙂");
            paced.finish();
        }
        vendor.delete();
    }

    @Test
    void eachEventLeavesTheMomentItComes() throws Exception {
        TestVendor vendor = gateway.vendor(fake);
        PacedStream paced = new PacedStream();
        fake.next(paced);
        try (RawClient client = gateway.connect()) {
            Gateway.ask(client, vendor.streamRequest());
            paced.content("word");
            assertThat(Gateway.firstData(client)).contains("word");
            for (int i = 0; i < 5; i++) {
                paced.content("word" + i);
                assertThat(client.data(SOON)).contains("word" + i);
            }
            paced.finish();
            assertThat(client.allData(SOON)).last().isEqualTo("[DONE]");
        }
        vendor.delete();
    }

    @Test
    void silenceIsFilledWithHeartbeats() throws Exception {
        TestVendor vendor = gateway.vendor(fake);
        PacedStream paced = new PacedStream();
        fake.next(paced);
        try (RawClient client = gateway.connect()) {
            Gateway.ask(client, vendor.streamRequest());
            paced.content("first");
            assertThat(Gateway.firstData(client)).contains("first");

            assertThat(client.event(SOON))
                    .satisfies(event -> assertThat(event.comment()).isTrue());
            assertThat(client.event(SOON))
                    .satisfies(event -> assertThat(event.comment()).isTrue());
            paced.finish();
            assertThat(client.allData(SOON)).last().isEqualTo("[DONE]");
        }
        vendor.delete();
    }

    /** Until content has come another vendor may still take over, even though the stream to the caller is open. */
    @Test
    void aHeartbeatBeforeTheFirstEventDoesNotKeepAnotherVendorFromAnswering() throws Exception {
        FakeVendor second = FakeVendor.start();
        List<TestVendor> rivals = gateway.rivals(fake, second);
        PacedStream paced = new PacedStream();
        fake.next(paced);
        second.always(Script.stream("from", " the second"));
        try (RawClient client = gateway.connect()) {
            Gateway.ask(client, rivals.getFirst().streamRequest());
            paced.awaitRequest();
            assertThat(client.head(SOON).status()).isEqualTo(200);
            assertThat(client.event(SOON))
                    .satisfies(event -> assertThat(event.comment()).isTrue());
            paced.emit("{\"error\":{\"message\":\"overloaded\",\"code\":\"overloaded\"}}");

            assertThat(client.allData(SOON))
                    .anyMatch(data -> data.contains("from"))
                    .last()
                    .isEqualTo("[DONE]");
        }
        second.close();
        rivals.forEach(TestVendor::delete);
    }

    private static List<String> data(String body) {
        return body.lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring(6))
                .toList();
    }
}
