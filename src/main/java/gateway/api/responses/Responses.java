package gateway.api.responses;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.AnswerMemory;
import gateway.api.ApiError;
import gateway.api.Asked;
import gateway.api.CallsInOrder;
import gateway.api.Canonical;
import gateway.api.Conversion;
import gateway.api.Dialect;
import gateway.api.Dialects;
import gateway.api.Endpoint;
import gateway.api.EventWriter;
import gateway.api.Fields;
import gateway.wire.WireJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** OpenAI's Responses, buffered and as numbered events. Nothing is stored. */
@Component
final class Responses implements Dialect {

    private final ObjectMapper mapper;

    Responses(@Value("${gateway.delivery.json-depth}") int depth) {
        this.mapper = WireJson.mapper(WireJson.factory(depth, Integer.MAX_VALUE));
    }

    @Override
    public String name() {
        return "responses";
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                new Endpoint("/v1/responses", "v1-responses", "Chat in the Responses dialect, buffered or streamed"));
    }

    @Override
    public Canonical read(Asked asked) {
        ObjectNode request = Fields.body(mapper, asked.body());
        try {
            byte[] canonical = mapper.writeValueAsBytes(new ResponsesRequest(mapper).read(request));
            request.remove("input");
            return new Canonical(canonical, new Response(mapper, request));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public byte[] error(ApiError error) {
        return Dialects.CANONICAL.error(ResponsesError.named(error));
    }

    /** @param asked the caller's request without its input; parts of it are repeated in the answer */
    private record Response(ObjectMapper mapper, ObjectNode asked) implements Conversion {

        @Override
        public byte[] reply(byte[] canonical) {
            try {
                JsonNode reply = mapper.readTree(canonical);
                return mapper.writeValueAsBytes(new ResponseReply(mapper, asked).of(reply));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public EventWriter events(AnswerMemory memory) {
            ResponseEvents events = new ResponseEvents(mapper, new ResponseReply(mapper, asked), memory);
            return new CallsInOrder(mapper, memory, events);
        }
    }
}
