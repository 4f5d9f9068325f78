package gateway.api.anthropic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.api.AnswerMemory;
import gateway.api.ApiError;
import gateway.api.Asked;
import gateway.api.CallsInOrder;
import gateway.api.Canonical;
import gateway.api.Conversion;
import gateway.api.CountingDialect;
import gateway.api.Endpoint;
import gateway.api.EventWriter;
import gateway.api.ListedModel;
import gateway.api.ListingDialect;
import gateway.wire.WireJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Anthropic's Messages, buffered and as typed events. */
@Component
final class AnthropicMessages implements CountingDialect, ListingDialect {

    private static final Endpoint MESSAGES =
            new Endpoint("/v1/messages", "v1-messages", "Chat in Anthropic's dialect, buffered or streamed");
    private static final Endpoint COUNT =
            new Endpoint("/v1/messages/count_tokens", "v1-messages-count", "Size of a prompt in Anthropic's dialect");

    private final ObjectMapper mapper;

    AnthropicMessages(@Value("${gateway.delivery.json-depth}") int depth) {
        this.mapper = WireJson.mapper(WireJson.factory(depth, Integer.MAX_VALUE));
    }

    @Override
    public String name() {
        return "anthropic";
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(MESSAGES, COUNT);
    }

    @Override
    public boolean counts(String path) {
        return COUNT.path().equalsIgnoreCase(Endpoint.trimmed(path));
    }

    @Override
    public byte[] counted(int tokens) {
        return ("{\"input_tokens\":" + tokens + "}").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Canonical read(Asked asked) {
        return new Canonical(
                bytes(new MessagesRequest(mapper, counts(asked.path())).read(asked.body())), new Messages(mapper));
    }

    @Override
    public byte[] error(ApiError error) {
        return AnthropicError.of(error);
    }

    @Override
    public String modelsPath() {
        return "/v1/models";
    }

    /** All clients of this dialect name its version. */
    @Override
    public boolean lists(String path, Function<String, @Nullable String> header) {
        return header.apply("anthropic-version") != null;
    }

    @Override
    public byte[] models(List<ListedModel> all) {
        return AnthropicModels.list(all);
    }

    @Override
    public byte[] model(ListedModel model) {
        return AnthropicModels.one(model);
    }

    private byte[] bytes(JsonNode tree) {
        try {
            return mapper.writeValueAsBytes(tree);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Messages(ObjectMapper mapper) implements Conversion {

        @Override
        public byte[] reply(byte[] canonical) {
            try {
                return mapper.writeValueAsBytes(new MessageReply(mapper).of(mapper.readTree(canonical)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public EventWriter events(AnswerMemory memory) {
            return new CallsInOrder(mapper, memory, new MessageEvents(mapper));
        }
    }
}
