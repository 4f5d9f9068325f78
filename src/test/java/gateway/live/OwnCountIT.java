package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fakes.ChatJson;
import fakes.FakeVendor;
import fakes.Script;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A vendor that does not count, of a model whose encoding its card names. */
class OwnCountIT {

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final String TEXT = "tiktoken is great!";
    private static final int TOKENS_OF_TEXT = 6;

    /** "user" and "hello", and what is added to a message and to a prompt. */
    private static final int TOKENS_OF_PROMPT = 8;

    private final Gateway gateway = Gateway.shared();
    private final FakeVendor fake = FakeVendor.start();
    private final String model = "counted-" + NAMES.incrementAndGet();
    private final TestVendor vendor = gateway.vendor(fake, """
            models:
              - id: %s
                tokenizer: o200k_base
                price: {input: 1, output: 1}
                context-tokens: 1000
                max-output-tokens: 100
                quality: 0.5""".formatted(model), model);
    private final String request = vendor.request().replace(vendor.model(), model);

    @AfterEach
    void stop() {
        vendor.delete();
        fake.close();
    }

    @Test
    void aWholeAnswerIsCounted() {
        fake.always(call -> Script.json(
                        200, ChatJson.completion(call.request(), TEXT).replaceAll(",?\"usage\":\\{[^}]*}", ""))
                .play(call));

        JsonNode usage = Gateway.json(gateway.chat(request).body()).get("usage");

        assertThat(usage.get("prompt_tokens").asInt()).isEqualTo(TOKENS_OF_PROMPT);
        assertThat(usage.get("completion_tokens").asInt()).isEqualTo(TOKENS_OF_TEXT);
    }

    @Test
    void aStreamIsCounted() {
        fake.always(call -> Script.events(
                        ChatJson.content(call.request(), "tiktoken"),
                        ChatJson.content(call.request(), " is great!"),
                        ChatJson.finish(call.request(), "stop"),
                        "[DONE]")
                .play(call));

        HttpResponse<String> answer = gateway.chat(request.replace("{\"model\"", "{\"stream\":true,\"model\""));

        assertThat(gateway.decision(answer).at("/usage/completion_tokens").asInt())
                .isEqualTo(TOKENS_OF_TEXT);
        assertThat(gateway.decision(answer).at("/usage/estimated").asBoolean()).isTrue();
    }

    /** Counts that cannot be true come with each chunk, and each time ours is asked for; words are not cut for that. */
    @Test
    void aStreamIsCountedByItsWordsHoweverOftenItsCountIsAskedFor() {
        String wrong = "\"usage\":{\"prompt_tokens\":-1,\"completion_tokens\":1,\"total_tokens\":0}";
        fake.always(call -> Script.events(
                        ChatJson.content(call.request(), "tikto").replaceFirst("\\{", "{" + wrong + ","),
                        ChatJson.content(call.request(), "ken is gr").replaceFirst("\\{", "{" + wrong + ","),
                        ChatJson.content(call.request(), "eat!").replaceFirst("\\{", "{" + wrong + ","),
                        ChatJson.finish(call.request(), "stop"),
                        "[DONE]")
                .play(call));

        HttpResponse<String> answer = gateway.chat(request.replace("{\"model\"", "{\"stream\":true,\"model\""));

        assertThat(gateway.decision(answer).at("/usage/completion_tokens").asInt())
                .isEqualTo(TOKENS_OF_TEXT);
    }

    /** Text without spaces is what counters are slowest at; this much took a node its memory. */
    @Test
    void aPromptOfManyMegabytesIsCountedInTime() {
        String large = request.replace("hello", "a".repeat(9_900_000));

        HttpResponse<String> answer = gateway.post("/v1/messages/count_tokens", large);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Gateway.json(answer.body()).get("input_tokens").asInt()).isBetween(1_000_000, 5_000_000);
    }

    @Test
    void aPromptIsCountedBeforeItIsSent() {
        HttpResponse<String> answer = gateway.post("/v1/messages/count_tokens", request);

        assertThat(Gateway.json(answer.body()).get("input_tokens").asInt()).isEqualTo(TOKENS_OF_PROMPT);
        assertThat(fake.received()).isEmpty();
    }
}
