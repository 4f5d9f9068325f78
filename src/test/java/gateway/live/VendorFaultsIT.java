package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import fakes.Broken;
import fakes.FakeVendor;
import fakes.Script;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Vendors that fail before their answer has begun. What must never happen: a hang, an empty success, a stack trace, the
 * vendor's trouble shown as the caller's, a repeat that makes someone pay twice.
 */
class VendorFaultsIT {

    private static final String SHORT = "timeouts: {first-event: 600ms, reply: 3s, stall: 600ms}";

    private final Gateway gateway = Gateway.shared();
    private final FakeVendor broken = FakeVendor.start();
    private final FakeVendor good = FakeVendor.start();

    @AfterEach
    void stop() {
        broken.close();
        good.close();
    }

    /** Nobody else has the model: what the caller is told. */
    static Stream<Arguments> alone() {
        return Stream.of(
                arguments("F3 accepts and never answers", Broken.hang(), 504, "upstream_timeout"),
                arguments("F6 resets before headers", Broken.resetBeforeHeaders(), 502, "upstream_reset"),
                arguments("F10 500", Script.error(500, "boom", "x"), 502, "vendor_error"),
                arguments("F10 503", Script.error(503, "busy", "x"), 503, "overloaded"),
                arguments("F13 401", Script.error(401, "bad_key", "x"), 502, "vendor_auth"),
                arguments("F13 402", Script.error(402, "no_money", "x"), 502, "vendor_auth"),
                arguments("F13 403", Script.error(403, "forbidden", "x"), 502, "vendor_auth"),
                arguments("429 for an empty account", Script.error(429, "insufficient_quota", "x"), 502, "vendor_auth"),
                arguments("F9 429", Script.error(429, "slow", "x"), 429, "rate_limited"),
                arguments("404 for a model the card names", Script.error(404, "no_model", "x"), 502, "vendor_error"),
                arguments("F15 malformed JSON", Broken.malformedJson(), 502, "vendor_reply_invalid"),
                arguments("F16 HTML with 200", Broken.html(200), 502, "vendor_reply_invalid"),
                arguments("HTML with 502", Broken.html(502), 502, "vendor_error"),
                arguments("empty body", Broken.emptyBody(), 502, "vendor_reply_invalid"),
                arguments("truncated body", Broken.truncatedBody("{\"choices\":[", 100), 502, "upstream_truncated"),
                arguments("error under 200", Broken.errorIn200("overloaded", "x"), 502, "vendor_error"),
                arguments("no choices", Script.json(200, "{\"choices\":[]}"), 502, "vendor_reply_invalid"),
                arguments("F17 stream for buffered", Script.stream("x"), 502, "vendor_reply_invalid"),
                arguments("F20 gzip bomb", Broken.gzipBomb(64), 502, "upstream_too_large"),
                arguments("F21 one giant header", Broken.hugeHeader(1_000_000), 502, "upstream_too_large"),
                arguments("F21 endless headers", Broken.endlessHeaders(), 502, "upstream_too_large"),
                arguments("endless body", Broken.endlessBody(), 502, "upstream_too_large"),
                arguments("drip", Broken.drip("slow", Duration.ofMillis(50)), 504, "upstream_timeout"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("alone")
    void theCallerIsToldWhatItMeansForHim(String fault, Script script, int status, String code) {
        TestVendor vendor = gateway.vendor(broken, SHORT);
        broken.always(script);

        HttpResponse<String> answer = gateway.chat(vendor.request());

        assertError(answer, status, code);
        assertThat(broken.received()).as("never repeated at the same vendor").hasSize(1);
        vendor.delete();
    }

    /** The same for a stream, as long as nothing of it has been passed on. */
    static Stream<Arguments> streamed() {
        return Stream.of(
                arguments("F4 headers, then silence", Broken.silentAfterHeaders(), 504, "upstream_timeout"),
                arguments("only comments", Broken.onlyComments(Duration.ofMillis(20)), 504, "upstream_timeout"),
                arguments("F6 reset before an event", Broken.resetAfter(), 502, "upstream_reset"),
                arguments("cut before an event", Broken.cutAfter(), 502, "upstream_truncated"),
                arguments("F7 ends without an event", Broken.endWithoutDone(), 502, "upstream_truncated"),
                arguments("F16 HTML", Broken.html(200), 502, "vendor_reply_invalid"),
                arguments("F17 JSON for a stream", Script.chat("x"), 502, "vendor_reply_invalid"),
                arguments("F24 error event first", Broken.errorEvent("overloaded", "x"), 502, "vendor_error"),
                arguments("error as JSON under 200", Broken.errorIn200("overloaded", "x"), 502, "vendor_error"),
                arguments("end mark without an answer", Script.events("[DONE]"), 502, "vendor_reply_invalid"),
                arguments("empty body", Broken.emptyBody(), 502, "vendor_reply_invalid"),
                arguments("F19 endless line", Broken.endlessLine(), 502, "upstream_too_large"),
                arguments("malformed first event", Script.events("{nope"), 502, "vendor_reply_invalid"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streamed")
    void aStreamThatHasNotBegunFailsWithAStatus(String fault, Script script, int status, String code) {
        // Without the heartbeat, which would open the stream, the status is still ours to choose.
        TestVendor vendor = gateway.vendor(broken, SHORT);
        broken.always(script);

        assertError(gateway.chat(vendor.streamRequest()), status, code);
        vendor.delete();
    }

    /** Failures that say that no work was done: the next vendor answers, and the caller sees nothing of it. */
    static Stream<Arguments> failover() {
        return Stream.of(
                arguments("F8 429", Script.error(429, "slow", "x", "Retry-After: 3")),
                arguments("503", Script.error(503, "busy", "x")),
                arguments("500", Script.error(500, "boom", "x")),
                arguments("401", Script.error(401, "key", "x")),
                arguments("404", Script.error(404, "model", "x")),
                arguments("page", Broken.html(200)),
                arguments("error under 200", Broken.errorIn200("overloaded", "x")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failover")
    void theNextVendorAnswersWithTheCallersRequest(String fault, Script script) {
        List<TestVendor> rivals = gateway.rivals(broken, good);
        broken.always(script);
        good.always(Script.chat("from the second"));
        String request = rivals.getFirst().request("\"x\":1");

        HttpResponse<String> answer = gateway.chat(request);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("from the second");
        assertThat(answer.headers().firstValue("x-gateway-attempts")).contains("2");
        assertThat(answer.headers().firstValue("x-gateway-vendor"))
                .contains(rivals.get(1).name());
        assertThat(good.received().getFirst().text()).isEqualTo(request);
        JsonNode attempts = gateway.decision(answer).get("attempts");
        assertThat(attempts).hasSize(2);
        assertThat(attempts.get(1).get("outcome").asText()).isEqualTo("ok");
        rivals.forEach(TestVendor::delete);
    }

    /** Failures after which the vendor may have done the work: a repeat elsewhere would be paid twice. */
    static Stream<Arguments> doubtful() {
        return Stream.of(
                arguments("reset", Broken.resetBeforeHeaders()),
                arguments("malformed", Broken.malformedJson()),
                arguments("truncated", Broken.truncatedBody("{\"choices\":[", 100)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("doubtful")
    void aRequestThatMayHaveBeenServedIsNotSentToAnotherVendor(String fault, Script script) {
        List<TestVendor> rivals = gateway.rivals(broken, good);
        broken.always(script);
        good.always(Script.chat("never"));

        assertThat(gateway.chat(rivals.getFirst().request()).statusCode()).isEqualTo(502);

        assertThat(good.received()).isEmpty();
        rivals.forEach(TestVendor::delete);
    }

    @Test
    void aVendorThatCannotBeReachedCostsNothingButAMoment() {
        List<TestVendor> rivals = gateway.rivals(broken, good);
        broken.stop();
        good.always(Script.chat("from the second"));

        HttpResponse<String> answer = gateway.chat(rivals.getFirst().request());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(gateway.decision(answer).get("duration_ms").asInt()).isLessThan(2_000);
        rivals.forEach(TestVendor::delete);
    }

    @Test
    void aRequestThatIsWrongComesBackToItsCallerAndGoesToNobodyElse() {
        List<TestVendor> rivals = gateway.rivals(broken, good);
        broken.always(Script.error(400, "bad", "temperature must be below 2"));

        HttpResponse<String> answer = gateway.chat(rivals.getFirst().request());

        assertError(answer, 400, "bad");
        assertThat(answer.body()).contains("temperature must be below 2");
        assertThat(good.received()).isEmpty();
        rivals.forEach(TestVendor::delete);
    }

    @Test
    void whatWasTriedIsToldWhenNobodyCouldAnswer() {
        List<TestVendor> rivals = gateway.rivals(broken, good);
        broken.always(Script.error(500, "boom", "secret text of the vendor"));
        good.always(Script.error(503, "busy", "more secret text"));

        HttpResponse<String> answer = gateway.chat(rivals.getFirst().request());

        assertError(answer, 503, "no_vendor_available");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.body())
                .contains(rivals.get(0).name(), rivals.get(1).name(), "vendor_error", "overloaded")
                .doesNotContain("secret text");
        rivals.forEach(TestVendor::delete);
    }

    /** A vendor asks for a pause in several ways, some of them nonsense. */
    static Stream<Arguments> pauses() {
        return Stream.of(
                arguments("3", 3L),
                arguments("1000000000", 60L),
                arguments("Wed, 21 Oct 2099 07:28:00 GMT", 60L),
                arguments("-1", null),
                arguments("soon", null));
    }

    @ParameterizedTest(name = "Retry-After: {0}")
    @MethodSource("pauses")
    void aPauseTheVendorAsksForIsPassedOnWithinReason(String told, Long seconds) {
        TestVendor vendor = gateway.vendor(broken);
        broken.always(Script.error(429, "slow", "x", "Retry-After: " + told));

        HttpResponse<String> answer = gateway.chat(vendor.request());

        assertError(answer, 429, "rate_limited");
        long pause = Long.parseLong(answer.headers().firstValue("Retry-After").orElseThrow());
        if (seconds == null) {
            assertThat(pause).isBetween(1L, 60L);
        } else {
            assertThat(pause).isEqualTo(seconds);
        }
        vendor.delete();
    }

    private static void assertError(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        JsonNode error = Gateway.json(answer.body()).get("error");
        assertThat(error.get("code").asText()).isEqualTo(code);
        assertThat(error.get("request_id").asText()).startsWith("req_");
        assertThat(answer.body()).doesNotContain("Exception", "\tat ", "127.0.0.1", "direct:");
    }
}
