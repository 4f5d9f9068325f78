package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fakes.FakeVendor;
import fakes.Received;
import fakes.Script;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a caller sends reaches the vendor, and what the vendor answers reaches the caller, nothing added, nothing lost. */
class ChatIT {

    private final Gateway gateway = Gateway.shared();
    private final FakeVendor fake = FakeVendor.start();
    private final TestVendor vendor = gateway.vendor(fake);

    @AfterEach
    void stop() {
        vendor.delete();
        fake.close();
    }

    @Test
    void everyFieldReachesTheVendorAlsoThoseWeDoNotKnow() {
        fake.always(Script.chat("hi"));
        String request = vendor.request(
                "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"$ref\":\"#/x\",\"url\":1}}}]",
                "\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"f\"}}",
                "\"parallel_tool_calls\":false",
                "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"s\",\"schema\":{\"allOf\":[]}}}",
                "\"n\":2,\"seed\":7,\"logprobs\":true,\"top_logprobs\":3,\"stop\":[\"a\",\"b\"],\"logit_bias\":{\"1\":-100}",
                "\"reasoning_effort\":\"high\",\"thinking\":{\"type\":\"enabled\"},\"never_heard_of\":{\"deep\":[1.50,null]}");

        assertThat(gateway.chat(request).statusCode()).isEqualTo(200);

        assertThat(fake.received().getFirst().text()).isEqualTo(request);
    }

    @Test
    void theAnswerIsTheVendorsBytes() {
        String reply =
                "{\"id\":\"x\", \"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
                        + "\"reasoning_content\":\"hm\",\"content\":null,\"tool_calls\":[{\"id\":\"c\",\"type\":\"function\","
                        + "\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":1}\"}}]},\"finish_reason\":\"tool_calls\",\"new\":[]}],"
                        + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4,\"total_tokens\":7,\"extra\":{\"x\":1}}}";
        fake.next(Script.json(200, reply));

        HttpResponse<String> answer = gateway.chat(vendor.request());

        assertThat(answer.body()).isEqualTo(reply);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(answer.headers().firstValue("x-gateway-vendor")).contains(vendor.name());
        assertThat(answer.headers().firstValue("x-gateway-model")).contains(vendor.model());
        assertThat(answer.headers().firstValue("x-gateway-attempts")).contains("1");
        assertThat(answer.headers().firstValue("x-request-id")).isPresent();
    }

    @Test
    void aStreamArrivesEventByEventWithoutTheUsageNobodyAskedFor() {
        fake.next(Script.stream("Hel", "lo"));

        HttpResponse<String> answer = gateway.chat(vendor.streamRequest());

        assertThat(answer.headers().firstValue("content-type").orElseThrow()).startsWith("text/event-stream");
        assertThat(answer.body())
                .contains("Hel", "lo", "\"finish_reason\":\"stop\"")
                .doesNotContain("usage");
        assertThat(answer.body()).endsWith("data: [DONE]\n\n");
        // It is asked for all the same, and known.
        assertThat(fake.received()
                        .getFirst()
                        .json()
                        .at("/stream_options/include_usage")
                        .asBoolean())
                .isTrue();
        assertThat(gateway.decision(answer).at("/usage/completion_tokens").asInt())
                .isEqualTo(2);
        assertThat(gateway.decision(answer).at("/usage/estimated").asBoolean()).isFalse();
    }

    @Test
    void usageIsShownToACallerWhoAskedForIt() {
        fake.next(Script.stream("a", "b", "c"));

        HttpResponse<String> answer = gateway.chat(vendor.streamRequest("\"stream_options\":{\"include_usage\":true}"));

        assertThat(answer.body()).contains("\"completion_tokens\":3").endsWith("data: [DONE]\n\n");
    }

    /** One vendor sends usage on the last chunk with a choice, where others send it on one of its own. */
    @Test
    void usageBesideAFinishReasonIsCutOutAndTheRestKept() {
        fake.next(Script.events(
                "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"hi\"}}],\"usage\":null}",
                "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":9,"
                        + "\"completion_tokens\":14,\"prompt_cache_hit_tokens\":0}}",
                "[DONE]"));

        HttpResponse<String> answer = gateway.chat(vendor.streamRequest());

        assertThat(answer.body()).isEqualTo("""
                        data: {"choices":[{"index":0,"delta":{"content":"hi"}}]}

                        data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

                        data: [DONE]

                        """);
        assertThat(gateway.decision(answer).at("/usage/completion_tokens").asInt())
                .isEqualTo(14);
    }

    /** A request's id would be taken for one that can be asked for. */
    @Test
    void aChunkOfOurOwnHasAnIdOfAnAnswerWhereTheVendorsHaveNone() {
        fake.next(Script.events(
                "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"hi\"},\"finish_reason\":\"stop\"}]}", "[DONE]"));

        HttpResponse<String> answer = gateway.chat(vendor.streamRequest("\"stream_options\":{\"include_usage\":true}"));

        assertThat(answer.body()).contains("data: {\"id\":\"chatcmpl-").doesNotContain("\"id\":\"req_");
    }

    @Test
    void missingUsageIsEstimatedAndToldToACallerWhoAsked() {
        fake.next(Script.events(
                "{\"id\":\"c-9\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"twelve bytes\"},\"finish_reason\":\"stop\"}]}",
                "[DONE]"));

        HttpResponse<String> answer = gateway.chat(vendor.streamRequest("\"stream_options\":{\"include_usage\":true}"));

        assertThat(answer.body())
                .contains("\"choices\":[],\"usage\":{\"prompt_tokens\":")
                .as("all chunks of a stream have one id")
                .contains("{\"id\":\"c-9\",\"object\":\"chat.completion.chunk\"")
                .endsWith("data: [DONE]\n\n");
        assertThat(gateway.decision(answer).at("/usage/estimated").asBoolean()).isTrue();
        assertThat(gateway.decision(answer).at("/usage/anomaly").asText()).isEqualTo("missing");
        assertThat(gateway.bean(PrometheusMeterRegistry.class).scrape())
                .contains("gateway_usage_anomalies_total{kind=\"missing\",model=\"" + vendor.model() + "\"");
        assertThat(gateway.decision(answer).at("/usage/completion_tokens").asInt())
                .isEqualTo(3);
    }

    @Test
    void impossibleUsageIsNotHandedOn() {
        fake.next(
                Script.json(
                        200,
                        "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"hi\"},\"finish_reason\":\"stop\"}],"
                                + "\"usage\":{\"prompt_tokens\":-7,\"completion_tokens\":9000000000000000,\"total_tokens\":3}}"));

        HttpResponse<String> answer = gateway.chat(vendor.request());

        JsonNode usage = Gateway.json(answer.body()).get("usage");
        assertThat(usage.get("prompt_tokens").asLong()).isPositive().isLessThan(1_000);
        assertThat(usage.get("completion_tokens").asLong()).isBetween(0L, 1_000L);
        assertThat(gateway.decision(answer).at("/usage/estimated").asBoolean()).isTrue();
    }

    @Test
    void noHeaderOfTheCallerReachesTheVendorAndNoneOfTheVendorTheCaller() {
        fake.next(Script.json(
                200,
                "{\"choices\":[{\"message\":{\"content\":\"x\"}}]}",
                "Set-Cookie: a=b",
                "X-Vendor-Secret: s",
                "Server: v"));

        HttpResponse<String> answer = gateway.chat(
                vendor.request(),
                "Cookie",
                "session=1",
                "X-Forwarded-For",
                "10.0.0.1",
                "X-Private",
                "p",
                "User-Agent",
                "me");

        Received received = fake.received().getFirst();
        assertThat(received.header("Cookie")).isNull();
        assertThat(received.header("X-Forwarded-For")).isNull();
        assertThat(received.header("X-Private")).isNull();
        assertThat(received.header("Authorization")).isNull();
        assertThat(received.header("User-Agent")).isEqualTo("aigc-gateway");
        assertThat(answer.headers().map()).doesNotContainKeys("set-cookie", "x-vendor-secret", "server");
    }

    @Test
    void thePlatformsOwnPathTakesTheSameBody() {
        fake.always(Script.chat("hi"));

        HttpResponse<String> answer = gateway.post("/api/v1/chat", vendor.request());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("hi");
    }

    @Test
    void aModelIsListedAndFoundWithAndWithoutItsVendor() {
        assertThat(gateway.get("/v1/models").body()).contains("\"" + vendor.model() + "\"");
        assertThat(Gateway.json(gateway.get("/v1/models/" + vendor.model()).body())
                        .get("owned_by")
                        .asText())
                .isEqualTo(vendor.name());
        assertThat(gateway.get("/v1/models/" + vendor.name() + "/" + vendor.model())
                        .statusCode())
                .isEqualTo(200);
        assertThat(gateway.get("/v1/models/" + vendor.name() + "%2F" + vendor.model())
                        .statusCode())
                .isEqualTo(200);
        assertThat(gateway.get("/v1/models/nothing-like-it").statusCode()).isEqualTo(404);
        assertThat(gateway.get("/v1/models/" + vendor.model() + "x").body()).contains("did you mean " + vendor.model());
    }

    /** The vendor's own name of a model may tell more of our account there than a caller should know. */
    @Test
    void aNameThatTheVendorKnowsTheModelByStaysBetweenUsAndTheVendor() {
        TestVendor renamed = gateway.vendor(
                fake,
                "models: [{id: public-" + vendor.name() + ", vendor-model: ep-private, price: {input: 1, output: 1}, "
                        + "context-tokens: 1000, max-output-tokens: 100, quality: 0.5}]",
                "public-" + vendor.name());
        fake.next(Script.chat("hi"), Script.stream("hi"));
        String request =
                "{\"model\":\"public-" + vendor.name() + "\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]";

        HttpResponse<String> whole = gateway.chat(request + "}");
        HttpResponse<String> stream = gateway.chat(request + ",\"stream\":true}");

        assertThat(fake.received())
                .allSatisfy(r -> assertThat(r.json().get("model").asText()).isEqualTo("ep-private"));
        assertThat(whole.body() + stream.body()).doesNotContain("ep-private").contains("public-" + vendor.name());
        renamed.delete();
    }
}
