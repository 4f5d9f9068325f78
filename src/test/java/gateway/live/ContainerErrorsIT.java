package gateway.live;

import static gateway.live.BadInputIT.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fakes.RawClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the container refuses, no route being reached, is told as everything else is. */
class ContainerErrorsIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final Gateway gateway = Gateway.shared();

    @Test
    void headersOverTheLimitAreRefused() {
        HttpResponse<String> answer = gateway.post("/v1/chat/completions", "{}", "X-Long", "a".repeat(20_000));

        assertError(answer, 431, "headers_too_large");
    }

    /** The container itself would call them a bad request. */
    @Test
    void headersThatTheContainersBufferCannotHoldAreRefusedAlike() throws Exception {
        try (RawClient client = gateway.connect()) {
            client.send("GET /livez HTTP/1.1\r\nHost: x\r\nX-Long: " + "a".repeat(40_000) + "\r\n\r\n");

            assertThat(client.head(SOON).status()).isEqualTo(431);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v1",
                "/v1/chat",
                "/v1/nothing",
                "/error",
                "/actuator/health",
                "/index.html",
                "/v1/chat/completions/x"
            })
    void anUnknownPathIsToldInTheSameForm(String path) {
        assertError(gateway.get(path), 404, "unknown_path");
    }

    @Test
    void aWrongMethodIsToldInTheSameFormWithTheRightOnes() {
        HttpResponse<String> chat = gateway.get("/v1/chat/completions");
        HttpResponse<String> models = gateway.post("/v1/models", "{}");

        assertError(chat, 405, "method_not_allowed");
        assertError(models, 405, "method_not_allowed");
        assertThat(chat.headers().firstValue("allow")).hasValue("POST, OPTIONS");
        assertThat(models.headers().firstValue("allow")).hasValue("GET, HEAD, OPTIONS");
        assertThat(chat.headers().firstValue("x-should-retry")).hasValue("false");
    }

    /** What probes and load balancers ask. */
    @ParameterizedTest
    @ValueSource(strings = {"/livez", "/readyz", "/v1/models"})
    void theHeadOfAnAnswerIsThatOfTheWholeOne(String path) throws Exception {
        HttpRequest head = HttpRequest.newBuilder(URI.create(gateway.url() + path))
                .header("Authorization", "Bearer " + Gateway.KEY)
                .HEAD()
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(head, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("content-length"))
                .isEqualTo(gateway.get(path).headers().firstValue("content-length"));
    }

    /** Also where no route is reached: an SDK reads nothing else. */
    @Test
    void whatTheContainerRefusesIsToldInTheDialectOfThePath() throws Exception {
        JsonNode anthropic = Gateway.json(gateway.get("/v1/messages").body());
        JsonNode responses = Gateway.json(gateway.get("/v1/responses").body());
        String large = "x".repeat(20_000);
        HttpResponse<String> gemini = gateway.post("/v1beta/models/m:generateContent", "{}", "x-large", large);

        assertThat(anthropic.get("type").asText()).isEqualTo("error");
        assertThat(anthropic.at("/error/type").asText()).isEqualTo("invalid_request_error");
        assertThat(responses.at("/error/code").asText()).isEqualTo("method_not_allowed");
        assertThat(gemini.statusCode()).isEqualTo(431);
        assertThat(Gateway.json(gemini.body()).at("/error/code").asInt()).isEqualTo(431);
    }

    @Test
    void anUnknownPathIsToldInTheDialectThatIsSpokenAroundIt() {
        JsonNode batches =
                Gateway.json(gateway.post("/v1/messages/batches", "{}").body());
        JsonNode files = Gateway.json(gateway.get("/v1beta/files").body());

        assertThat(batches.at("/error/type").asText()).isEqualTo("not_found_error");
        assertThat(files.at("/error/status").asText()).isEqualTo("NOT_FOUND");
    }

    @Test
    void aTransferCodingInHttp10IsRefused() throws Exception {
        try (RawClient client = gateway.connect()) {
            client.send("POST /v1/chat/completions HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");

            assertThat(client.head(SOON).status()).isEqualTo(400);
        }
    }
}
