package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicException;
import com.anthropic.errors.BadRequestException;
import com.anthropic.errors.NotFoundException;
import com.anthropic.errors.RateLimitException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import fakes.Broken;
import fakes.FakeVendor;
import fakes.Script;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Anthropic's own client, with nothing changed but the base URL and the key, in front of a vendor of another dialect. */
class AnthropicClientIT {

    private final Gateway gateway = Gateway.shared();
    private final FakeVendor fake = FakeVendor.start();
    private final TestVendor vendor = gateway.vendor(fake);
    private final AnthropicClient client = client(Gateway.KEY);

    @AfterEach
    void stop() {
        client.close();
        vendor.delete();
        fake.close();
    }

    @Test
    void aBufferedMessage() {
        fake.next(Script.chat("hello there"));

        Message message = client.messages().create(hello().build());

        assertThat(message.content().getFirst().asText().text()).contains("hello there");
        assertThat(message.stopReason()).contains(StopReason.END_TURN);
        assertThat(message.usage().inputTokens()).isEqualTo(7);
        assertThat(message.usage().outputTokens()).isEqualTo(2);
    }

    @Test
    void aStreamedMessage() {
        fake.next(Script.stream("one ", "two ", "三"));

        Message message = stream();

        assertThat(message.content().getFirst().asText().text()).isEqualTo("one two 三");
        assertThat(message.usage().inputTokens()).isEqualTo(7);
        assertThat(message.usage().outputTokens()).isEqualTo(3);
    }

    @Test
    void aStreamThatBreaksNeverLooksComplete() {
        fake.next(Broken.cutAfter("one", "two"));

        assertThatThrownBy(this::stream).isInstanceOf(AnthropicException.class);
    }

    @Test
    void thePromptIsCounted() {
        assertThat(client.messages()
                        .countTokens(MessageCountTokensParams.builder()
                                .model(vendor.model())
                                .addUserMessage("hello")
                                .build())
                        .inputTokens())
                .isPositive();
    }

    @Test
    void errorsAreThoseTheClientKnows() {
        assertThatThrownBy(() -> client("sk-gw-wrong").messages().create(hello().build()))
                .isInstanceOf(UnauthorizedException.class);
        assertThatThrownBy(
                        () -> client.messages().create(hello().model("no-such").build()))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> client.messages().create(hello().maxTokens(-1).build()))
                .isInstanceOf(BadRequestException.class);
        fake.always(Script.error(429, "slow", "x"));
        assertThatThrownBy(() -> client.messages().create(hello().build())).isInstanceOf(RateLimitException.class);
    }

    private Message stream() {
        MessageAccumulator accumulator = MessageAccumulator.create();
        try (StreamResponse<RawMessageStreamEvent> events = client.messages().createStreaming(hello().build())) {
            events.stream().forEach(accumulator::accumulate);
        }
        return accumulator.message();
    }

    private MessageCreateParams.Builder hello() {
        return MessageCreateParams.builder()
                .model(vendor.model())
                .maxTokens(100)
                .addUserMessage("hello");
    }

    private AnthropicClient client(String key) {
        return AnthropicOkHttpClient.builder()
                .baseUrl(gateway.url())
                .apiKey(key)
                .maxRetries(0)
                .build();
    }
}
