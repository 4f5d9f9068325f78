package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import fakes.FakeVendor;
import fakes.Script;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Vendors whose answers are right, or wrong, in an unusual way. */
class VendorOdditiesIT {

    private static final String HELLO = "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"hello\"}}]}";
    private static final String STOP = "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";
    private static final String MESSAGE =
            "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"hello world\"},"
                    + "\"finish_reason\":\"stop\"}]";

    private final Gateway gateway = Gateway.shared();
    private final FakeVendor fake = FakeVendor.start();
    private final TestVendor vendor = gateway.vendor(fake);

    @AfterEach
    void stop() {
        vendor.delete();
        fake.close();
    }

    static Stream<Arguments> wholeStreams() {
        return Stream.of(
                arguments("data on several lines", "data: " + HELLO.replace(",\"delta", ",\ndata: \"delta") + "\n\n"),
                arguments("an event without data", "data:\n\ndata: " + HELLO + "\n\ndata: \n\n"),
                arguments("news before the answer", "data: {\"id\":\"c\"}\n\ndata: " + HELLO + "\n\n"),
                arguments("a name of its own", "event: message\ndata: " + HELLO + "\n\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wholeStreams")
    void nothingIsLostOfAnUnusualStream(String what, String events) {
        fake.next(Script.rawStream(events + "data: " + STOP + "\n\ndata: [DONE]\n\n"));

        String answer = gateway.chat(vendor.streamRequest()).body();

        List<String> data = answer.lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring(6))
                .toList();
        assertThat(data).last().isEqualTo("[DONE]");
        assertThat(Gateway.json(data.getFirst()).at("/choices/0/delta/content").asText())
                .isEqualTo("hello");
        assertThat(answer.lines()).allMatch(line -> line.isEmpty() || line.startsWith("data: "));
    }

    /** Some count along, some with the end, some after it, some twice. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "COUNTED STOP",
                "HELLO COUNTED-STOP",
                "COUNTED COUNTED-STOP",
                "HELLO ONLY-COUNTED STOP",
                "HELLO STOP COUNTED-STOP",
                "HELLO STOP ONLY-COUNTED",
                "COUNTED STOP ONLY-COUNTED"
            })
    void aCountWhereverItStandsIsToldOnceAndAtTheEnd(String order) {
        String usage = ",\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}}";
        String events = order.replace("ONLY-COUNTED", "{\"choices\":[]" + usage)
                .replace("COUNTED-STOP", STOP.substring(0, STOP.length() - 1) + usage)
                .replace("COUNTED", HELLO.substring(0, HELLO.length() - 1) + usage)
                .replace("HELLO", HELLO)
                .replace("STOP", STOP);
        fake.next(Script.events((events + " [DONE]").split(" ")));

        List<String> told = gateway.chat(vendor.streamRequest("\"stream_options\":{\"include_usage\":true}"))
                .body()
                .lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> line.substring(6))
                .toList();

        assertThat(told).hasSize(3);
        assertThat(told.subList(0, 2)).noneMatch(chunk -> chunk.contains("usage"));
        assertThat(Gateway.json(told.get(1)).at("/choices/0/finish_reason").asText())
                .isEqualTo("stop");
        assertThat(Gateway.json(told.getLast()).get("choices")).isEmpty();
        assertThat(Gateway.json(told.getLast()).at("/usage/total_tokens").asInt())
                .isEqualTo(5);
    }

    static Stream<Arguments> brokenStreams() {
        return Stream.of(
                arguments("event: error\ndata: {\"message\":\"secret text\"}\n\n", "vendor_error"),
                arguments("event: error\ndata:\n\n", "vendor_error"),
                arguments("data: {\"message\":\"secret text\"}\n\n", "vendor_reply_invalid"));
    }

    @ParameterizedTest
    @MethodSource("brokenStreams")
    void whatIsNoChunkEndsTheStream(String event, String code) {
        fake.next(Script.rawStream("data: " + HELLO + "\n\n" + event + "data: " + STOP + "\n\ndata: [DONE]\n\n"));

        String answer = gateway.chat(vendor.streamRequest()).body();

        assertThat(answer).contains("hello", code).doesNotContain("[DONE]").doesNotContain("secret text");
    }

    @Test
    void aRefusalThatIsSaidToBePackedAndIsEmptyKeepsItsMeaning() {
        fake.always(call -> {
            call.begin(429, "application/json", "Content-Encoding: gzip", "Retry-After: 7");
            call.end();
        });

        HttpResponse<String> answer = gateway.chat(vendor.request());

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",\"usage\":null",
                ",\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":0}",
                ",\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"prompt_tokens_details\":{\"cached_tokens\":9}}"
            })
    void aCountThatIsMissingOrCannotBeIsOurOwn(String usage) {
        fake.next(Script.json(200, MESSAGE + usage + "}"));

        JsonNode told = Gateway.json(gateway.chat(vendor.request()).body()).get("usage");

        assertThat(told.get("completion_tokens").asInt()).isEqualTo(3);
        assertThat(told.get("prompt_tokens").asInt()).isBetween(5, 15);
        assertThat(told.has("prompt_tokens_details")).isFalse();
    }

    @Test
    void anAnswerInUtf16IsNoAnswer() {
        fake.next(call -> {
            call.begin(200, "application/json");
            call.write((MESSAGE + "}").getBytes(StandardCharsets.UTF_16));
            call.end();
        });

        HttpResponse<String> answer = gateway.chat(vendor.request());

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("vendor_reply_invalid");
    }

    /** Clients look for these names: to make the conversation shorter, for example. */
    @Test
    void theVendorsNameForACallersFaultIsKept() {
        fake.next(Script.json(
                400,
                "{\"error\":{\"message\":\"too long\",\"param\":\"messages\",\"code\":\"context_length_exceeded\"}}"));
        JsonNode tooLong = Gateway.json(gateway.chat(vendor.request()).body()).get("error");
        fake.next(Script.json(413, "{\"error\":{\"message\":\"too large\",\"code\":\"two words\"}}"));
        HttpResponse<String> tooLarge = gateway.chat(vendor.request());

        assertThat(tooLong.get("code").asText()).isEqualTo("context_length_exceeded");
        assertThat(tooLong.get("param").asText()).isEqualTo("messages");
        assertThat(tooLarge.statusCode()).isEqualTo(413);
        assertThat(tooLarge.body()).contains("\"code\":\"body_too_large\"");
    }

    /** Also where the refusal comes late: in the place of an answer, or in the midst of one. */
    @Test
    void theVendorsWordsForACallersFaultAreKeptInAStreamToo() {
        vendor.write(fake.url(), "errors: {codes: {caller: [moderated]}}");
        String refusal =
                "data: {\"error\":{\"message\":\"not this topic\",\"code\":\"moderated\",\"param\":\"messages\"}}\n\n";
        fake.always(Script.rawStream("data: " + HELLO + "\n\n" + refusal));

        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            String answer = gateway.chat(vendor.streamRequest()).body();
            assertThat(answer).contains("hello", "not this topic", "\"code\":\"invalid_request\"");
        });
        fake.always(Script.rawStream(refusal));
        HttpResponse<String> before = gateway.chat(vendor.streamRequest());
        assertThat(before.statusCode()).isEqualTo(400);
        assertThat(before.body()).contains("not this topic", "\"param\":\"messages\"");
    }

    /** Found by the codec of the caller's dialect; the vendor is to blame all the same, and the decision tells it. */
    @Test
    void argumentsWithoutEndAreTheVendorsFault() {
        String piece = "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"c\",\"function\":"
                + "{\"name\":\"f\",\"arguments\":\"" + "x".repeat(400_000) + "\"}}]}}]}";
        fake.next(Script.rawStream(("data: " + piece + "\n\n").repeat(12)));

        HttpResponse<String> answer = gateway.post(
                "/v1beta/models/" + vendor.model() + ":streamGenerateContent?alt=sse",
                "{\"contents\":[{\"parts\":[{\"text\":\"hi\"}]}]}");

        assertThat(answer.body()).contains("upstream_too_large");
        assertThat(gateway.decision(answer).at("/attempts/0/outcome").asText()).isEqualTo("upstream_too_large");
    }

    /** The caller's dialect may have no words for what its vendor says. That is not the caller's fault. */
    @Test
    void aVendorWhoGoesBackToAToolIsToBlame() {
        String pieces = Stream.of(0, 1, 0)
                .map(index -> "{\"index\":" + index + ",\"id\":\"c" + index
                        + "\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}")
                .collect(Collectors.joining(","));
        fake.next(Script.rawStream(
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[" + pieces + "]}}]}\n\ndata: [DONE]\n\n"));

        HttpResponse<String> answer = gateway.post("/v1/messages", vendor.streamRequest("\"max_tokens\":10"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(502);
        assertThat(answer.headers().firstValue("x-should-retry")).contains("false");
        assertThat(gateway.decision(answer).at("/attempts/0/outcome").asText()).isEqualTo("vendor_reply_invalid");
    }

    /** Its model may have worked all the same. */
    @ParameterizedTest
    @ValueSource(ints = {504, 524})
    void aVendorWhoseOwnProxyGaveUpIsNotAskedTwice(int status) {
        try (FakeVendor second = FakeVendor.start().always(Script.chat("paid twice"))) {
            List<TestVendor> rivals = gateway.rivals(fake, second);
            fake.next(Script.error(status, "x", "x"));

            HttpResponse<String> answer = gateway.chat(rivals.getFirst().request());

            assertThat(answer.statusCode()).isEqualTo(504);
            assertThat(answer.headers().firstValue("x-should-retry")).contains("false");
            assertThat(Gateway.json(answer.body()).at("/error/retryable").asBoolean())
                    .isFalse();
            assertThat(second.received()).isEmpty();
            rivals.forEach(TestVendor::delete);
        }
    }
}
