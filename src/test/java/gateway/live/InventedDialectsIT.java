package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import fakes.ChatJson;
import fakes.FakeVendor;
import fakes.Script;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wire formats that no vendor we know has: all that a card can say of one, with no code. */
class InventedDialectsIT {

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final String SAID =
            "{\"choices\":[{\"index\":0,\"delta\":{\"content\":.t},\"finish_reason\":.end}]}";
    private static final String QUOTED =
            "{\"choices\":[{\"index\":0,\"delta\":{\"content\":.},\"finish_reason\":null}]}";

    private static Gateway gateway;

    private final FakeVendor fake = FakeVendor.start();

    @BeforeAll
    static void start() {
        gateway = Gateway.start(Map.of("gateway.delivery.answer-memory", "4KB"));
    }

    @AfterAll
    static void end() {
        gateway.close();
    }

    @AfterEach
    void stop() {
        fake.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            lines          | framing: ndjson, end: close     | {"t":"你"}~~{"t":"好","end":"stop"}~
            array          | framing: json-array, end: close | [{"t":"你"},~{"t":"好","end":"stop"}]
            whole texts    | text: whole, end: close         | data: {"t":"你"}~~data: {"t":"你好"}~~data: {"t":"你好","end":"stop"}~~
            a mark         | 'end: {mark: "<eof>"}'          | data: {"t":"你"}~~data: {"t":"好"}~~data: <eof>~~
            a named end    | 'end: {event: bye}'             | data: {"t":"你"}~~event: bye~data: {"t":"好","end":"stop"}~~
            heartbeats     | 'end: close, heartbeats: [tick]' | event: tick~data: not json~~data: {"t":"你"}~~data: {"t":"好","end":"stop"}~~
            """)
    void aStreamIsReadAsTheCardSays(String name, String stream, String body) {
        TestVendor vendor = vendor("auth: none\nstream: {" + stream.replace("'", "") + "}", SAID);
        fake.always(Script.rawStream(body.strip().replace('~', '\n')));

        String answer = gateway.chat(vendor.streamRequest()).body();

        assertThat(answer).contains("\"content\":\"你\"", "\"content\":\"好\"").endsWith("data: [DONE]\n\n");
        vendor.delete();
    }

    /** The last event need be no chunk, nor JSON at all. */
    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"ok\":true}", "bye"})
    void theNamedEndOfACanonicalStreamMayHoldAnything(String data) {
        TestVendor vendor = new TestVendor(gateway, "own" + NAMES.incrementAndGet());
        vendor.write(fake.url(), "auth: none\nstream: {end: {event: done}}");
        vendor.awaitLive();
        fake.always(call -> Script.rawStream("data: " + ChatJson.content(call.request(), "hi") + "\n\ndata: "
                        + ChatJson.finish(call.request(), "stop") + "\n\nevent: done\ndata: " + data + "\n\n")
                .play(call));

        String answer = gateway.chat(vendor.streamRequest()).body();

        assertThat(answer).contains("\"hi\"").endsWith("data: [DONE]\n\n").doesNotContain("event: error");
        vendor.delete();
    }

    /** Vendors do not agree on a name for what they send; a page is none, and an error is known by its sign. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ndjson        | application/x-ndjson       | {"t":"你"}~{"t":"好","end":"stop"}~     | 好
            ndjson        | application/json           | {"t":"你"}~{"t":"好","end":"stop"}~     | 好
            ndjson        | application/json           | {"ok":false,"no":"7"}~                  | overloaded
            json-array    | application/json; a=b      | [{"t":"你"},{"t":"好","end":"stop"}]    | 好
            chunked-bytes | text/plain                 | 你好.                                   | 你好.
            ndjson        | text/html                  | <html>                                  | vendor_reply_invalid
            sse           | application/json           | {"ok":false,"no":"7"}                   | overloaded
            sse           | application/x-ndjson       | {"t":"你"}                              | vendor_reply_invalid
            """)
    void aStreamMayComeUnderAnyTypeThatItsFramingGoesWith(String framing, String type, String body, String expected) {
        String mapping = framing.equals("chunked-bytes")
                ? QUOTED.replace("null", "if (ends-with(., \".\")) \"stop\" else null")
                : SAID;
        TestVendor vendor = vendor(
                "auth: none\nstream: {framing: " + framing + ", end: close}\n"
                        + (framing.equals("chunked-bytes")
                                ? ""
                                : "errors: {when: '.ok == false', codes: {overloaded: [\"7\"]}}"),
                mapping,
                Map.of("error.jslt", "{\"message\": \"x\", \"code\": .no}"));
        fake.always(Script.rawStream(type, body.replace('~', '\n')));

        assertThat(gateway.chat(vendor.streamRequest()).body()).contains(expected);
        assertThat(fake.received().getFirst().header("Accept"))
                .startsWith(Map.of("ndjson", "application/x-ndjson", "json-array", "application/json")
                        .getOrDefault(framing, "text/"));
        vendor.delete();
    }

    /** Plain text has no end of its own: what a gateway cannot know it does not invent. */
    @Test
    void plainTextIsPassedOnAndItsEndIsAFinishReasonOfTheMapping() {
        TestVendor vendor = vendor(
                "auth: none\nstream: {framing: chunked-bytes, end: close}",
                QUOTED.replace("null", "if (ends-with(., \".\")) \"stop\" else null"));
        fake.next(Script.rawStream("你好."), Script.rawStream("你好"));

        assertThat(gateway.chat(vendor.streamRequest()).body()).contains("你好.").endsWith("data: [DONE]\n\n");
        assertThat(gateway.chat(vendor.streamRequest()).body()).contains("upstream_truncated");
        vendor.delete();
    }

    @Test
    void anErrorUnderSuccessIsKnownByItsSign() {
        TestVendor vendor = vendor(
                "auth: none\nerrors: {when: '.ok == false', codes: {overloaded: [\"7\"]}}",
                SAID,
                Map.of("response.jslt", ".", "error.jslt", "{\"message\": .why, \"code\": string(.no)}"));
        fake.next(
                Script.json(200, "{\"ok\":false,\"no\":8,\"why\":\"x\"}"),
                Script.json(200, "{\"ok\":false,\"no\":7,\"why\":\"x\"}"));

        assertThat(gateway.chat(vendor.request()).body()).contains("an error instead of an answer, of code 8");

        HttpResponse<String> answer = gateway.chat(vendor.request());

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("\"overloaded\"");
        vendor.delete();
    }

    @Test
    void whatAVendorCannotDoIsLeftOutOrRefusedAsTheCardSays() {
        TestVendor vendor = new TestVendor(gateway, "own" + NAMES.incrementAndGet());
        vendor.write(fake.url(), "auth: none\non-unsupported: {seed: drop, logit_bias: reject}");
        vendor.awaitLive();
        fake.always(Script.chat("hi"));

        HttpResponse<String> dropped = gateway.chat(vendor.request("\"seed\":7,\"top_k\":3"));
        HttpResponse<String> refused = gateway.chat(vendor.request("\"logit_bias\":{\"1\":1}"));

        assertThat(dropped.statusCode()).isEqualTo(200);
        assertThat(fake.received()).hasSize(1);
        assertThat(fake.received().getFirst().json().has("seed")).isFalse();
        assertThat(fake.received().getFirst().json().get("top_k").asInt()).isEqualTo(3);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(Gateway.json(refused.body()).at("/error/code").asText()).isEqualTo("unsupported_feature");
        assertThat(Gateway.json(refused.body()).at("/error/param").asText()).isEqualTo("logit_bias");
        vendor.delete();
    }

    /** The whole answer of a vendor that knows no streams is the one event of a stream. */
    @Test
    void aVendorThatDoesNotStreamIsStreamedInOnePiece() {
        TestVendor vendor = vendor("auth: none\nstream: {framing: ndjson, end: close}", SAID);
        fake.always(Script.json(200, "{\n  \"t\": \"all of it\",\n  \"end\": \"stop\"\n}"));

        assertThat(gateway.chat(vendor.streamRequest()).body())
                .contains("\"content\":\"all of it\"")
                .endsWith("data: [DONE]\n\n");
        vendor.delete();
    }

    /** What a caller's dialect makes the gateway keep is bounded by the gateway, and the vendor is not to blame for it. */
    @Test
    void anAnswerThatIsMoreThanMayBeKeptEndsWithTheNameOfTheSetting() {
        TestVendor vendor = vendor("auth: none\nstream: {end: close}", SAID);
        fake.always(Script.rawStream(
                "data: {\"t\":\"" + "x".repeat(5_000) + "\"}\n\ndata: {\"t\":\"\",\"end\":\"stop\"}\n\n"));

        HttpResponse<String> plain = gateway.chat(vendor.streamRequest());
        HttpResponse<String> repeated = gateway.post(
                "/v1/responses", "{\"model\":\"" + vendor.model() + "\",\"stream\":true,\"input\":\"hi\"}");

        assertThat(plain.body()).endsWith("data: [DONE]\n\n");
        assertThat(repeated.body()).contains("upstream_too_large", "gateway.delivery.answer-memory");
        vendor.delete();
    }

    private TestVendor vendor(String card, String event) {
        return vendor(card, event, Map.of());
    }

    private TestVendor vendor(String card, String event, Map<String, String> more) {
        Map<String, String> mappings = new HashMap<>(more);
        mappings.put("event.jslt", event);
        return TestVendor.mapped(gateway, "own" + NAMES.incrementAndGet(), fake.url(), card, mappings);
    }
}
