package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fakes.Call;
import fakes.FakeVendor;
import fakes.Script;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests of more texts than a vendor takes in one call: what was answered is paid, and must not be lost. */
class EmbeddingPartsIT {

    private final Gateway gateway = Gateway.shared();
    private final FakeVendor fake = FakeVendor.start();
    private final FakeVendor other = FakeVendor.start();
    private final Embedders embedders = new Embedders(gateway);

    @AfterEach
    void stop() {
        embedders.close();
        fake.close();
        other.close();
    }

    /** The most that a request may hold, at a vendor that takes the least. */
    @Test
    void asManyCallsAsThereMayBeTextsAreOneAttempt() {
        embedders.live(fake, "limits: {in-flight: 1, requests-per-second: 10000}", 1, 1);
        fake.always(one("1"));

        HttpResponse<String> answer = embedders.ask(texts(2048));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(Gateway.json(answer.body()).get("data")).hasSize(2048);
        JsonNode attempts = gateway.decision(answer).get("attempts");
        assertThat(attempts).hasSize(1);
        assertThat(attempts.at("/0/calls").asInt()).isEqualTo(2048);
        assertThat(answer.headers().firstValue("x-gateway-attempts")).hasValue("1");
    }

    /** Others wait for the one place all the time. */
    @Test
    void thePlaceInFlightIsKeptFromPartToPart() {
        embedders.live(fake, "limits: {in-flight: 1, requests-per-second: 10000}", 1, 1);
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger turnedAway = new AtomicInteger();
        CompletableFuture<HttpResponse<String>> others = new CompletableFuture<>();
        // The first part is held until the others have begun to ask.
        fake.next(call -> {
            others.completeAsync(() -> {
                HttpResponse<String> answer = embedders.ask("\"b\"");
                while (!over.get()) {
                    answer = embedders.ask("\"b\"");
                    turnedAway.addAndGet(answer.statusCode() == 503 ? 1 : 0);
                }
                return answer;
            });
            one("1").play(call);
        });
        fake.always(one("1"));

        HttpResponse<String> answer = embedders.ask(texts(200));
        over.set(true);
        others.join();

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(turnedAway.get()).isPositive();
        assertThat(gateway.decision(answer).get("attempts")).hasSize(1);
    }

    @Test
    void whatWasPaidIsToldWhenALaterPartDoesNotComeInTime() {
        embedders.live(fake, "", 1, 1);
        fake.next(one("7"), one("8"), Call::hang);

        HttpResponse<String> answer = gateway.post(
                "/v1/embeddings",
                "{\"model\":\"" + embedders.model + "\",\"input\":" + texts(3) + "}",
                "x-gateway-deadline-ms",
                "2000");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(504);
        assertThat(Gateway.json(answer.body()).at("/error/retryable").asBoolean())
                .isFalse();
        JsonNode decision = gateway.decision(answer);
        assertThat(decision.at("/usage/prompt_tokens").asInt()).isEqualTo(15);
        assertThat(decision.at("/cost/amount").asText()).isEqualTo("0.000015");
        assertThat(decision.get("attempts")).hasSize(1);
        assertThat(decision.at("/attempts/0/outcome").asText()).isEqualTo("deadline_exceeded");
        assertThat(decision.at("/attempts/0/calls").asInt()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"-7, impossible", "1.5, impossible", "0, zero", "1000000, absurd"})
    void aCountOfOnePartThatCannotBeTrueSpoilsTheSum(String told, String anomaly) {
        embedders.live(fake, "", 1, 1);
        fake.next(one("1000"), one(told), one("3"));

        HttpResponse<String> answer = embedders.ask(texts(3));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(gateway.decision(answer).at("/usage/anomaly").asText()).isEqualTo(anomaly);
        assertThat(Gateway.json(answer.body()).at("/usage/prompt_tokens").asInt())
                .as("our own count")
                .isEqualTo(3);
    }

    @Test
    void aTotalThatIsNotTheSumOfItsPartsIsNotBelieved() {
        embedders.live(fake, "", 1, 1);
        fake.always(Script.json(
                200, "{\"data\":[{\"embedding\":[1,2]}],\"usage\":{\"prompt_tokens\":5,\"total_tokens\":50}}"));

        HttpResponse<String> answer = embedders.ask("\"a\"");

        assertThat(gateway.decision(answer).at("/usage/anomaly").asText()).isEqualTo("total");
    }

    private static Script one(String tokens) {
        return Script.json(
                200,
                "{\"data\":[{\"embedding\":[1,2]}],\"usage\":{\"prompt_tokens\":" + tokens + ",\"total_tokens\":"
                        + tokens + "}}");
    }

    private static String texts(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"a\"").collect(Collectors.joining(",", "[", "]"));
    }
}
