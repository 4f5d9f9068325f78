package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import fakes.FakeVendor;
import fakes.RawClient;
import fakes.Script;
import gateway.scoring.HealthBook;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.FileSystemUtils;

/** What docs/sandbox.md promises, tried by its own words against the repository's own sandbox folder. */
class FailoverByHandIT {

    private static final Path SANDBOX = Path.of("vendors", "sandbox");
    private static final Duration SOON = Duration.ofSeconds(10);

    private static Gateway gateway;

    @BeforeAll
    static void start() throws IOException {
        gateway = Gateway.start(Map.of(
                "gateway.sandbox.words-per-second", "0",
                "gateway.sandbox.max-words", "1000",
                "gateway.sandbox.max-wait", "400ms",
                // Many drills in a row: none may make the gateway leave the sandbox alone when the next one begins.
                "gateway.breakers.minimum-calls", "50",
                "gateway.breakers.cool-down", "1ms"));
        Path folder = gateway.vendors().resolve("sandbox");
        FileSystemUtils.copyRecursively(SANDBOX, folder);
        Path card = folder.resolve("vendor.yaml");
        Files.writeString(card, Files.readString(card) + "\ntimeouts: {stall: 300ms}\n");
        gateway.awaitModel("sandbox", 200);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void theFirstCallOfTheDocumentGetsTheAnswerOfTheDocument() {
        String text = text(say("What is a gateway?"));

        assertThat(text)
                .isEqualTo("Hello from the sandbox. You said: \"What is a gateway?\" I am a scripted model: the same "
                        + "message always gets this same answer, and no vendor is called.");
        assertThat(text(say("What is a gateway?"))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 599})
    void failWithAStatusOfAVendorInTroubleIsReportedAsSuch(int status) {
        HttpResponse<String> answer = say("fail with " + status);

        assertThat(answer.statusCode()).isEqualTo(status == 503 ? 503 : 502);
        assertThat(code(answer)).isEqualTo(status == 503 ? "overloaded" : "vendor_error");
        assertThat(attempts(answer).get(0).get("vendor_status").asInt()).isEqualTo(status);
    }

    @Test
    void failWithAStatusOfABadRequestIsReportedAsSuch() {
        HttpResponse<String> answer = say("fail with 400");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(code(answer)).isEqualTo("invalid_request");
    }

    /** "It tries the next vendor while it may". */
    @Test
    void theNextVendorAnswersWhenTheSandboxFails() {
        FakeVendor other = FakeVendor.start().always(Script.chat("from the other"));
        TestVendor vendor = gateway.vendor(
                other,
                "models: [{id: other, price: {input: 900, output: 900}, "
                        + "context-tokens: 1000, max-output-tokens: 100, quality: 0.5}]",
                "other");

        HttpResponse<String> answer = gateway.chat(
                "{\"models\":[\"sandbox\",\"other\"],\"messages\":[{\"role\":\"user\",\"content\":\"fail with 503\"}]}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("from the other");
        assertThat(answer.headers().firstValue("x-gateway-attempts")).contains("2");
        vendor.delete();
        other.close();
    }

    @Test
    void streamNWordsGivesThemAllInOrderWholeAndStreamed() {
        String expected = words(200);

        HttpResponse<String> stream =
                say("stream 200 words", "\"stream\":true", "\"stream_options\":{\"include_usage\":true}");

        assertThat(streamed(stream)).isEqualTo(expected);
        assertThat(stream.body()).contains("\"completion_tokens\":200").endsWith("data: [DONE]\n\n");
        assertThat(text(say("stream 200 words"))).isEqualTo(expected);
    }

    @Test
    void theStreamOfTheDocumentLooksAsInTheDocument() {
        HttpResponse<String> stream =
                say("stream 3 words", "\"stream\":true", "\"stream_options\":{\"include_usage\":true}");

        List<String> data = data(stream);
        assertThat(data).hasSize(7).last().isEqualTo("[DONE]");
        assertThat(data.get(0)).contains("\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null");
        assertThat(data.get(1)).contains("\"delta\":{\"content\":\"word1 \"},\"finish_reason\":null");
        assertThat(data.get(3)).contains("\"delta\":{\"content\":\"word3\"},\"finish_reason\":null");
        assertThat(data.get(4)).contains("\"delta\":{},\"finish_reason\":\"stop\"");
        assertThat(data.get(5))
                .contains("\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":3,\"total_tokens\":6}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"max_tokens", "max_completion_tokens"})
    void theCallersLimitCutsTheAnswer(String limit) {
        JsonNode choice = Gateway.json(
                        say("stream 200 words", "\"" + limit + "\":5").body())
                .at("/choices/0");

        assertThat(choice.at("/message/content").asText().strip()).isEqualTo(words(5));
        assertThat(choice.get("finish_reason").asText()).isEqualTo("length");
    }

    @Test
    void anOrderBeyondTheSettingIsCutToIt() {
        assertThat(text(say("stream 999999 words"))).isEqualTo(words(1_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stall", "Please STALL", "stream 20 words and stall after 3 words"})
    void aStallInAStreamEndsInOneErrorAndNoEndMark(String order) {
        HttpResponse<String> stream = say(order, "\"stream\":true");

        assertThat(stream.statusCode()).isEqualTo(200);
        assertThat(streamed(stream).strip().split(" ")).hasSize(3);
        assertBroken(stream, "upstream_stalled");
    }

    @Test
    void aBreakInAStreamEndsInOneErrorAndNoEndMark() {
        HttpResponse<String> stream = say("stream 20 words, break after 5 words", "\"stream\":true");

        assertThat(streamed(stream).strip()).isEqualTo(words(5));
        assertBroken(stream, "upstream_truncated");
    }

    @Test
    void aBreakInAWholeAnswerIsAnErrorAndNotHalfAnAnswer() {
        HttpResponse<String> answer = say("stream 20 words, break after 5 words");

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(code(answer)).isIn("upstream_truncated", "vendor_reply_invalid");
        assertThat(answer.body()).doesNotContain("word5");
    }

    /** "It is slow, and then dies in the middle of its answer": the longest example of the document. */
    @Test
    void instructionsCanBeCombined() {
        HttpResponse<String> stream =
                say("wait 300 ms, then stream 20 words and break after 2 words", "\"stream\":true");

        assertThat(streamed(stream).strip()).isEqualTo(words(2));
        assertBroken(stream, "upstream_truncated");
        assertThat(attempts(stream).get(0).get("first_event_ms").asInt()).isGreaterThanOrEqualTo(300);
    }

    @Test
    void aWaitBeyondTheSettingIsCutToIt() {
        HttpResponse<String> answer = say("wait 60 s, stream 2 words");

        assertThat(text(answer)).isEqualTo(words(2));
        assertThat(gateway.decision(answer).get("duration_ms").asInt()).isBetween(400, 10_000);
    }

    @Test
    void talkIsNoInstructionAndOnlyTheLastUserMessageCounts() {
        assertThat(text(say("why do engines stall?"))).contains("why do engines stall?");
        HttpResponse<String> answer = gateway.chat("{\"model\":\"sandbox\",\"messages\":["
                + "{\"role\":\"user\",\"content\":\"fail with 503\"},{\"role\":\"assistant\",\"content\":\"stall\"},"
                + "{\"role\":\"user\",\"content\":\"thanks\"}]}");

        assertThat(text(answer)).contains("thanks");
    }

    @Test
    void aHanCharacterCountsAsAWord() {
        JsonNode usage = Gateway.json(say("你好 gateway").body()).get("usage");

        assertThat(usage.get("prompt_tokens").asInt()).isEqualTo(3);
    }

    @Test
    void picturesAndToolsAreRefused() {
        HttpResponse<String> picture =
                gateway.chat("{\"model\":\"sandbox\",\"messages\":[{\"role\":\"user\",\"content\":"
                        + "[{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://example.com/a.png\"}}]}]}");
        HttpResponse<String> tools = say("hi", "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]");

        assertThat(picture.statusCode()).isEqualTo(400);
        assertThat(code(picture)).isEqualTo("unsupported_feature");
        assertThat(tools.statusCode()).isEqualTo(400);
        assertThat(code(tools)).isEqualTo("unsupported_feature");
    }

    /** Leaving in the middle of a stall must not leave anything behind. */
    @Test
    void aCallerMayLeaveWhileTheSandboxStalls() throws Exception {
        try (RawClient client = gateway.connect()) {
            client.post(
                    "/v1/chat/completions",
                    request("stall", "\"stream\":true"),
                    "Authorization: Bearer " + Gateway.KEY);
            assertThat(client.head(SOON).status()).isEqualTo(200);
        }

        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(gateway.bean(HealthBook.class).inFlightAtVendor("sandbox"))
                        .isZero());
    }

    private static void assertBroken(HttpResponse<String> stream, String code) {
        List<String> data = data(stream);
        assertThat(Gateway.json(data.getLast()).at("/error/code").asText()).isEqualTo(code);
        assertThat(stream.body()).doesNotContain("[DONE]").doesNotContain("\"finish_reason\":\"stop\"");
    }

    private static HttpResponse<String> say(String message, String... fields) {
        return gateway.chat(request(message, fields));
    }

    private static String request(String message, String... fields) {
        String more = fields.length == 0 ? "" : String.join(",", fields) + ",";
        return "{\"model\":\"sandbox\"," + more + "\"messages\":[{\"role\":\"user\",\"content\":\"" + message + "\"}]}";
    }

    private static String text(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Gateway.json(answer.body()).at("/choices/0/message/content").asText();
    }

    private static String streamed(HttpResponse<String> stream) {
        return data(stream).stream()
                .filter(data -> data.startsWith("{"))
                .map(data -> Gateway.json(data).at("/choices/0/delta/content").asText())
                .collect(Collectors.joining());
    }

    private static List<String> data(HttpResponse<String> stream) {
        return stream.body()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring("data: ".length()))
                .toList();
    }

    private static String code(HttpResponse<String> answer) {
        return Gateway.json(answer.body()).at("/error/code").asText();
    }

    private static JsonNode attempts(HttpResponse<String> answer) {
        return gateway.decision(answer).get("attempts");
    }

    private static String words(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(n -> "word" + n).collect(Collectors.joining(" "));
    }
}
