package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fakes.FakeVendor;
import fakes.RawClient;
import fakes.Script;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input gets a clear answer in the API's own form, and never costs a vendor call. */
class BadInputIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final Gateway gateway = Gateway.shared();
    private final FakeVendor fake = FakeVendor.start().always(Script.chat("hi"));
    private final TestVendor vendor = gateway.vendor(fake);

    @AfterEach
    void stop() {
        assertThat(fake.received()).isEmpty();
        vendor.delete();
        fake.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"model\":|400|invalid_request|",
                "[]|400|invalid_request|",
                "{\"model\":\"x\"}|400|invalid_request|messages",
                "{\"model\":\"x\",\"messages\":{}}|400|invalid_request|messages",
                "{\"model\":\"x\",\"messages\":[{\"role\":7}]}|400|invalid_request|messages[0].role",
                "{\"model\":\"x\",\"stream\":1,\"messages\":[{\"role\":\"user\"}]}|400|invalid_request|stream",
                "{\"model\":\"no-such-model\",\"messages\":[{\"role\":\"user\"}]}|404|model_not_found|model",
            })
    void theFieldAtFaultIsNamed(String body, int status, String code, @Nullable String param) {
        JsonNode error = assertError(gateway.chat(body), status, code);

        assertThat(error.get("param").asText("")).isEqualTo(param == null ? "" : param);
    }

    /** Whoever got an error has its id, and asks by it. */
    @Test
    void aRequestThatCannotBeReadIsExplained() {
        HttpResponse<String> answer = gateway.chat("{\"model\":\"nobody\"}");

        assertThat(answer.statusCode()).isEqualTo(400);
        JsonNode decision = gateway.decision(answer);
        assertThat(decision.get("status").asInt()).isEqualTo(400);
        assertThat(decision.get("error").asText()).isEqualTo("invalid_request");
        assertThat(decision.get("endpoint").asText()).isEqualTo("/v1/chat/completions");
        assertThat(decision.get("plan").isNull()).isTrue();
        assertThat(decision.get("attempts")).isEmpty();
    }

    @Test
    void anUnknownModelListsCloseNames() {
        String close = vendor.model().substring(0, vendor.model().length() - 1);

        HttpResponse<String> answer = gateway.chat("{\"model\":\"" + close + "\",\"messages\":[{\"role\":\"user\"}]}");

        assertThat(assertError(answer, 404, "model_not_found").get("message").asText())
                .contains(vendor.model());
    }

    /** Names are kept with the decision of a request. */
    @Test
    void aNameOfAModelIsNotAsLongAsABook() {
        assertError(gateway.chat("{\"models\":[\"" + "m".repeat(201) + "\"],\"messages\":[]}"), 400, "invalid_request");
    }

    @Test
    void aModelThatCannotDoItIsNotAsked() {
        TestVendor plain = gateway.vendor(
                fake,
                "models: [{id: plain-" + vendor.name()
                        + ", price: {input: 1, output: 1}, context-tokens: 1000, max-output-tokens: 100, quality: 0.5}]",
                "plain-" + vendor.name());

        HttpResponse<String> answer = gateway.chat("{\"model\":\"plain-" + vendor.name()
                + "\",\"tools\":[{\"type\":\"function\"}],\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}");

        assertThat(assertError(answer, 400, "unsupported_feature")
                        .get("message")
                        .asText())
                .contains("tools");
        plain.delete();
    }

    @Test
    void anotherContentTypeIsRefused() throws Exception {
        assertError(post("text/plain", null), 415, "unsupported_media_type");
        assertError(post("application/x-www-form-urlencoded", null), 415, "unsupported_media_type");
        assertError(post("application/json", "gzip"), 415, "unsupported_media_type");
    }

    @Test
    void aBodyOverTheLimitIsRefusedBeforeItIsRead() throws Exception {
        try (RawClient client = gateway.connect()) {
            client.send("POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + Gateway.KEY
                    + "\r\nContent-Type: application/json\r\nContent-Length: 200000000\r\n\r\n{");

            assertThat(client.head(SOON).status()).isEqualTo(413);
        }
    }

    @Test
    void nestingOverTheLimitIsRefused() {
        String deep = "[".repeat(100) + "]".repeat(100);

        assertError(gateway.chat(vendor.request("\"x\":" + deep)), 400, "invalid_request");
    }

    @Test
    void noKeyAndAnyBadKeyGetTheSameAnswer() throws Exception {
        String none = unauthorized(null);

        assertThat(unauthorized("Bearer sk-gw-wrong")).isEqualTo(none);
        assertThat(unauthorized("Bearer ")).isEqualTo(none);
        assertThat(unauthorized("Basic abc")).isEqualTo(none);
        assertThat(unauthorized("Bearer " + Gateway.KEY + "x")).isEqualTo(none);
        assertThat(none).contains("API key", "invalid_api_key");
    }

    @Test
    void utf16IsNoUtf8() {
        byte[] body = vendor.request().getBytes(StandardCharsets.UTF_16);

        assertError(gateway.postBytes("/v1/chat/completions", body), 400, "invalid_request");
    }

    /** A vendor that does not tell capitals would take another model, or answer in another way, than we have seen. */
    @ParameterizedTest
    @ValueSource(strings = {"Model", "N", "STREAM", "Max_Tokens", "Me\u017F\u017Fages"})
    void aFieldInOtherLettersIsNotPassedOn(String field) {
        JsonNode error = assertError(gateway.chat(vendor.request("\"" + field + "\":2")), 400, "invalid_request");

        assertThat(error.get("param").asText()).isEqualTo(field);
    }

    /** The router takes these for the same path. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/chat/completions/",
                "/V1/Chat/Completions",
                "/v1/messages/",
                "/v1/responses/",
                "/V1/Images/edits",
                "/api/v1/IMAGE/"
            })
    void aPathInOtherLettersNeedsAKeyToo(String path) {
        assertThat(gateway.post(path, vendor.request(), "Authorization", "Bearer none")
                        .statusCode())
                .isEqualTo(401);
        assertThat(gateway.post(path, "{}").statusCode()).isEqualTo(400);
    }

    @Test
    void halfABodyIsNotWaitedForForEver() throws Exception {
        try (Gateway impatient = Gateway.start(java.util.Map.of("server.tomcat.connection-timeout", "300ms"));
                RawClient client = impatient.connect()) {
            client.send("POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + Gateway.KEY
                    + "\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"model\"");

            assertThat(client.head(SOON).status()).isEqualTo(408);
        }
    }

    private String unauthorized(@Nullable String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway.url() + "/v1/chat/completions"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(vendor.request()));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(401);
        return answer.body().replaceAll("req_[0-9a-f]+", "req_");
    }

    private HttpResponse<String> post(String type, @Nullable String encoding) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway.url() + "/v1/chat/completions"))
                .header("Authorization", "Bearer " + Gateway.KEY)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(vendor.request()));
        if (encoding != null) {
            request.header("Content-Encoding", encoding);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    static JsonNode assertError(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type").orElseThrow()).startsWith("application/json");
        JsonNode error = Gateway.json(answer.body()).get("error");
        assertThat(error.get("code").asText()).isEqualTo(code);
        assertThat(error.get("request_id").asText())
                .isEqualTo(answer.headers().firstValue("x-request-id").orElseThrow());
        return error;
    }
}
