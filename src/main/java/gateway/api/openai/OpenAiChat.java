package gateway.api.openai;

import gateway.api.AnswerMemory;
import gateway.api.ApiError;
import gateway.api.Asked;
import gateway.api.Canonical;
import gateway.api.Conversion;
import gateway.api.Endpoint;
import gateway.api.EventWriter;
import gateway.api.ListedModel;
import gateway.api.ListingDialect;
import gateway.api.ServerSentEvents;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** OpenAI's chat completions: canonical as they are, so bytes pass through. */
public final class OpenAiChat implements ListingDialect {

    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.UTF_8);
    private static final String DESCRIPTION = "Chat, buffered or streamed";

    /** Without state of its own: what came is what goes. */
    private static final EventWriter EVENTS = new EventWriter() {
        @Override
        public void chunk(byte[] buffer, int offset, int length, Sink sink) {
            ServerSentEvents.data(sink, buffer, offset, length);
        }

        @Override
        public void end(Sink sink) {
            ServerSentEvents.data(sink, DONE);
        }

        @Override
        public void error(ApiError error, Sink sink) {
            // Named, beside its content: some clients look for the one, some for the other.
            ServerSentEvents.event(sink, "error", OpenAiError.of(error));
        }
    };

    private static final Conversion AS_IT_IS = new AsItIs();

    @Override
    public String name() {
        return "openai";
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                new Endpoint("/v1/chat/completions", "v1-chat-completions", DESCRIPTION),
                new Endpoint("/api/v1/chat", "api-v1-chat", DESCRIPTION));
    }

    @Override
    public Canonical read(Asked asked) {
        return new Canonical(asked.body(), AS_IT_IS);
    }

    @Override
    public byte[] error(ApiError error) {
        return OpenAiError.of(error);
    }

    @Override
    public String modelsPath() {
        return "/v1/models";
    }

    @Override
    public boolean lists(String path, Function<String, @Nullable String> header) {
        return true;
    }

    @Override
    public byte[] models(List<ListedModel> all) {
        return OpenAiModels.list(all);
    }

    @Override
    public byte[] model(ListedModel model) {
        return OpenAiModels.one(model);
    }

    private static final class AsItIs implements Conversion {

        @Override
        public byte[] reply(byte[] canonical) {
            return canonical;
        }

        @Override
        public EventWriter events(AnswerMemory memory) {
            return EVENTS;
        }
    }
}
