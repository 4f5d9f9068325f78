package gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingType;
import gateway.vendors.Tokenizer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Known counts: those of OpenAI's own tool for these encodings. */
class TokenCounterTest {

    @ParameterizedTest
    @CsvSource({
        "hello world, 2, 2",
        "tiktoken is great!, 6, 6",
        "'antidisestablishmentarianism', 6, 6",
        "お誕生日おめでとう, 9, 8",
        "<|endoftext|>, 7, 7",
        "'', 0, 0"
    })
    void textIsCountedAsItsVendorDoes(String text, long cl100k, long o200k) {
        assertThat(TokenCounter.of(text, Tokenizer.CL100K_BASE)).isEqualTo(cl100k);
        assertThat(TokenCounter.of(text, Tokenizer.O200K_BASE)).isEqualTo(o200k);
    }

    /** OpenAI's own count of this prompt: 3 for each message and for the answer's beginning, roles and texts. */
    @Test
    void aPromptIsItsMessagesAndItsTools() {
        String messages = "\"messages\":[{\"role\":\"system\",\"content\":\"hello world\"},"
                + "{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"x\"}}]}]";

        assertThat(prompt("{" + messages + "}")).isEqualTo(3 + (3 + 1 + 2) + (3 + 1 + 1000));
        assertThat(prompt("{" + messages + ",\"tools\":[1]}")).isEqualTo(1013 + 3);
        assertThat(TokenCounter.prompt(new byte[0], Tokenizer.O200K_BASE)).isZero();
    }

    /** Pieces are cut where encodings cut, too: before a space. */
    @Test
    void longTextIsCountedAsTheSumOfItsPieces() {
        String text = "tiktoken is great! ".repeat(1000);

        long counted = TokenCounter.of(text, Tokenizer.O200K_BASE);

        assertThat(counted).isEqualTo(encoded(text));
    }

    @Test
    void whatComesAfterMuchTextIsEstimated() {
        TokenCounter counter = new TokenCounter(Tokenizer.O200K_BASE);
        counter.of("word ".repeat(60_000));

        assertThat(counter.of("お".repeat(400))).isEqualTo(300);
    }

    private static long encoded(String text) {
        return Encodings.newLazyEncodingRegistry()
                .getEncoding(EncodingType.O200K_BASE)
                .countTokensOrdinary(text);
    }

    private static long prompt(String request) {
        return TokenCounter.prompt(request.getBytes(StandardCharsets.UTF_8), Tokenizer.O200K_BASE);
    }
}
