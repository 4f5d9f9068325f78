package gateway.api.gemini;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.AnswerMemory;
import gateway.api.ApiError;
import gateway.api.Asked;
import gateway.api.Canonical;
import gateway.api.Conversion;
import gateway.api.CountingDialect;
import gateway.api.EmbeddingDialect;
import gateway.api.Endpoint;
import gateway.api.EventWriter;
import gateway.api.ListedModel;
import gateway.api.ListingDialect;
import gateway.fault.ErrorCode;
import gateway.fault.GatewayException;
import gateway.wire.WireJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Google's generateContent, streamGenerateContent and embedContent; the path names model and method. */
@Component
final class GenerateContent implements CountingDialect, EmbeddingDialect, ListingDialect {

    private static final String MODELS = "/models/";
    private static final String WHOLE = ":generateContent";
    private static final String STREAMED = ":streamGenerateContent";
    /** Under it nobody else's API is. */
    private static final String BETA = "/v1beta/";

    private static final String COUNTED = ":countTokens";
    private static final String EMBEDDED = ":embedContent";
    private static final String EMBEDDED_TOGETHER = ":batchEmbedContents";
    private static final String DESCRIPTION = "Chat in Google's dialect, buffered or streamed";
    private static final byte[] BLANK_LINE = "\n".getBytes(StandardCharsets.UTF_8);

    private final ObjectMapper mapper;

    GenerateContent(@Value("${gateway.delivery.json-depth}") int depth) {
        this.mapper = WireJson.mapper(WireJson.factory(depth, Integer.MAX_VALUE));
    }

    @Override
    public String name() {
        return "gemini";
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                new Endpoint("/v1beta/models/{call}", "v1beta-generate", DESCRIPTION),
                new Endpoint("/v1beta/models/{vendor}/{call}", "v1beta-vendor-generate", DESCRIPTION),
                new Endpoint("/v1/models/{call}", "v1-generate", DESCRIPTION),
                new Endpoint("/v1/models/{vendor}/{call}", "v1-vendor-generate", DESCRIPTION));
    }

    @Override
    public boolean isNear(String path) {
        return path.startsWith(BETA);
    }

    @Override
    public boolean counts(String path) {
        return Endpoint.trimmed(path).endsWith(COUNTED);
    }

    @Override
    public byte[] counted(int tokens) {
        return ("{\"totalTokens\":" + tokens + "}").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean embeds(String path) {
        String call = Endpoint.trimmed(path);
        return call.endsWith(EMBEDDED) || call.endsWith(EMBEDDED_TOGETHER);
    }

    @Override
    public Canonical readTexts(Asked asked) {
        String call = call(asked.path());
        boolean together = call.endsWith(EMBEDDED_TOGETHER);
        ObjectNode canonical = new EmbedRequest(mapper).read(asked.body(), model(call), together);
        return new Canonical(canonical.toString().getBytes(StandardCharsets.UTF_8), new Embedding(mapper, together));
    }

    @Override
    public String modelsPath() {
        return "/v1beta/models";
    }

    /** At a path that others have too, its clients are known by the header with their key. */
    @Override
    public boolean lists(String path, Function<String, @Nullable String> header) {
        return path.startsWith(BETA) || header.apply("x-goog-api-key") != null;
    }

    @Override
    public byte[] models(List<ListedModel> all) {
        return GoogleModels.list(all);
    }

    @Override
    public byte[] model(ListedModel model) {
        return GoogleModels.one(model);
    }

    private static String call(String asked) {
        String path = Endpoint.trimmed(asked);
        return path.substring(path.indexOf(MODELS) + MODELS.length());
    }

    private static String model(String call) {
        return call.substring(0, call.lastIndexOf(':'));
    }

    @Override
    public Canonical read(Asked asked) {
        String call = call(asked.path());
        boolean stream = call.endsWith(STREAMED);
        if (!stream && !call.endsWith(WHOLE) && !counts(call)) {
            throw new GatewayException(
                    ErrorCode.UNKNOWN_PATH,
                    "There is nothing at this path. Chat is at /v1beta/models/{model}:generateContent and"
                            + " :streamGenerateContent, the size of a prompt at :countTokens, vectors at :embedContent"
                            + " and :batchEmbedContents.");
        }
        ObjectNode canonical = new GenerateRequest(mapper).read(asked.body(), model(call), stream);
        boolean array = stream && !("&" + asked.query() + "&").contains("&alt=sse&");
        try {
            return new Canonical(mapper.writeValueAsBytes(canonical), new Generation(mapper, array));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public byte[] error(ApiError error) {
        return GenerateError.of(error);
    }

    /** @param array streamed as one JSON array instead of events */
    private record Generation(ObjectMapper mapper, boolean array) implements Conversion {

        @Override
        public byte[] reply(byte[] canonical) {
            try {
                return mapper.writeValueAsBytes(new GenerateReply(mapper).of(mapper.readTree(canonical)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public EventWriter events(AnswerMemory memory) {
            return new GenerateEvents(mapper, array, memory);
        }

        @Override
        public String streamType() {
            return array ? "application/json" : Conversion.super.streamType();
        }

        /** A comment would be no JSON. */
        @Override
        public byte[] heartbeat() {
            return array ? BLANK_LINE : Conversion.super.heartbeat();
        }
    }
}
