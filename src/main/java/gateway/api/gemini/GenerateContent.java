package gateway.api.gemini;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.ApiError;
import gateway.api.Asked;
import gateway.api.Canonical;
import gateway.api.Conversion;
import gateway.api.CountingDialect;
import gateway.api.Endpoint;
import gateway.api.EventWriter;
import gateway.fault.ErrorCode;
import gateway.fault.GatewayException;
import gateway.wire.WireJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Google's generateContent and streamGenerateContent; the path names model and method. */
@Component
final class GenerateContent implements CountingDialect {

    private static final String MODELS = "/models/";
    private static final String WHOLE = ":generateContent";
    private static final String STREAMED = ":streamGenerateContent";
    private static final String COUNTED = ":countTokens";
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
    public boolean counts(String path) {
        return Endpoint.trimmed(path).endsWith(COUNTED);
    }

    @Override
    public byte[] counted(int tokens) {
        return ("{\"totalTokens\":" + tokens + "}").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Canonical read(Asked asked) {
        String path = Endpoint.trimmed(asked.path());
        String call = path.substring(path.indexOf(MODELS) + MODELS.length());
        boolean stream = call.endsWith(STREAMED);
        if (!stream && !call.endsWith(WHOLE) && !counts(call)) {
            throw new GatewayException(
                    ErrorCode.UNKNOWN_PATH,
                    "There is nothing at this path. Chat is at /v1beta/models/{model}:generateContent and"
                            + " :streamGenerateContent, the size of a prompt at :countTokens.");
        }
        String model = call.substring(0, call.lastIndexOf(':'));
        ObjectNode canonical = new GenerateRequest(mapper).read(asked.body(), model, stream);
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
        public EventWriter events() {
            return new GenerateEvents(mapper, array);
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
