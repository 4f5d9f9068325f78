package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fakes.FakeVendor;
import fakes.Received;
import fakes.Script;
import gateway.admin.UnmappedMessages;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        gateway = Gateway.start(Map.of("SHOWN_API_KEY", "user:p/w +x"));
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
        fake.next(Script.json(200, "{\"ok\":false,\"no\":7,\"why\":\"x\"}"));

        HttpResponse<String> answer = gateway.chat(vendor.request());

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("\"overloaded\"");
        vendor.delete();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            basic             | authorization | Basic dXNlcjpwL3cgK3g=
            {header: x-token} | x-token       | user:p/w +x
            """)
    void theKeyIsShownAsTheCardSays(String auth, String header, String value) {
        TestVendor vendor = shown("auth: " + auth);

        Received received = fake.received().getFirst();

        assertThat(received.path()).isEqualTo("/chat/completions");
        assertThat(received.header(header)).isEqualTo(value);
        vendor.delete();
        vendor.awaitGone();
    }

    @Test
    void aTokenIsSignedForEachCallAndTheSecretIsNeverSent() throws Exception {
        TestVendor vendor = shown("auth: {jwt: 10m}");

        Received received = fake.received().getFirst();

        String authorization = String.valueOf(received.header("Authorization"));
        assertThat(authorization).startsWith("Bearer ");
        String[] parts = authorization.substring("Bearer ".length()).split("\\.", -1);
        Base64.Decoder decoder = Base64.getUrlDecoder();
        JsonNode header = Gateway.json(new String(decoder.decode(parts[0]), StandardCharsets.UTF_8));
        JsonNode claims = Gateway.json(new String(decoder.decode(parts[1]), StandardCharsets.UTF_8));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("p/w +x".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        assertThat(parts).hasSize(3);
        assertThat(decoder.decode(parts[2]))
                .isEqualTo(mac.doFinal((parts[0] + '.' + parts[1]).getBytes(StandardCharsets.US_ASCII)));
        assertThat(header.get("alg").asText()).isEqualTo("HS256");
        assertThat(claims.get("iss").asText()).isEqualTo("user");
        long issued = claims.get("iat").asLong();
        assertThat(claims.get("exp").asLong() - issued).isEqualTo(600);
        assertThat(claims.get("nbf").asLong()).isLessThan(issued);
        assertThat(Math.abs(Instant.now().getEpochSecond() - issued)).isLessThan(60);
        assertThat(received.headers().toString()).doesNotContain("p/w");
        vendor.delete();
        vendor.awaitGone();
    }

    /** And stands in no address that the console shows. */
    @Test
    void aKeyInTheQueryIsOnTheWireOnly() {
        TestVendor vendor = shown("auth: {query: key}");

        Received received = fake.received().getFirst();

        assertThat(received.path()).startsWith("/chat/completions?").contains("key=user%3Ap%2Fw+%2B");
        assertThat(received.headers().toString().toLowerCase(java.util.Locale.ROOT))
                .doesNotContain("secret-query");
        assertThat(gateway.bean(org.apache.camel.CamelContext.class).getEndpoints())
                .noneMatch(endpoint -> endpoint.getEndpointUri().contains("user%3A")
                        || endpoint.getEndpointUri().contains("user:"));
        vendor.delete();
        vendor.awaitGone();
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

    /** Its folder is at fault: that is another thing than a vendor that answers nonsense. */
    @Test
    void aMappingThatCannotTakeAnAnswerIsNamedInTheDecisionsTerms() {
        TestVendor vendor = vendor(
                "auth: none\nstream: {end: close}",
                "if (.bad) [for (.bad) .] else " + SAID,
                Map.of("response.jslt", "error(\"no such field\")"));
        fake.next(
                Script.json(200, "{}"),
                Script.rawStream("data: {\"t\":\"x\"}\n\ndata: {\"bad\":true}\n\n"),
                Script.rawStream("data: {\"bad\":true}\n\n"));

        HttpResponse<String> whole = gateway.chat(vendor.request());
        HttpResponse<String> midst = gateway.chat(vendor.streamRequest());
        HttpResponse<String> first = gateway.chat(vendor.streamRequest());

        assertThat(whole.statusCode()).isEqualTo(502);
        assertThat(whole.body()).contains("vendor_reply_unmappable", vendor.name());
        assertThat(midst.body())
                .contains("event: error", "vendor_reply_unmappable", vendor.name() + "/event.jslt")
                .doesNotContain("[DONE]", "/vendors/");
        assertThat(first.statusCode()).isEqualTo(502);
        List<UnmappedMessages.Unmapped> kept =
                gateway.bean(UnmappedMessages.class).all();
        assertThat(kept).hasSize(3).allMatch(each -> each.offer().equals(vendor.name() + "/" + vendor.model()));
        assertThat(kept.getFirst().mapping()).endsWith(vendor.name() + "/event.jslt:1");
        assertThat(kept.getFirst().message().toString()).isEqualTo("{\"bad\":true}");
        vendor.delete();
    }

    private TestVendor shown(String auth) {
        TestVendor vendor = new TestVendor(gateway, "shown");
        vendor.write(fake.url(), auth);
        vendor.awaitLive();
        fake.always(Script.chat("hi"));
        assertThat(gateway.chat(vendor.request()).statusCode()).isEqualTo(200);
        return vendor;
    }

    private TestVendor vendor(String card, String event) {
        return vendor(card, event, Map.of());
    }

    private TestVendor vendor(String card, String event, Map<String, String> mappings) {
        TestVendor vendor = new TestVendor(gateway, "own" + NAMES.incrementAndGet());
        try {
            Files.createDirectories(vendor.folder());
            Files.writeString(vendor.folder().resolve("event.jslt"), event);
            for (Map.Entry<String, String> mapping : mappings.entrySet()) {
                Files.writeString(vendor.folder().resolve(mapping.getKey()), mapping.getValue());
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        vendor.write(fake.url(), card);
        vendor.awaitLive();
        return vendor;
    }
}
