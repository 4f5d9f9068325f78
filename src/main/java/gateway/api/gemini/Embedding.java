package gateway.api.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.AnswerMemory;
import gateway.api.Conversion;
import gateway.api.EventWriter;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The way back of vectors.
 *
 * @param together whether many were asked for
 */
record Embedding(ObjectMapper mapper, boolean together) implements Conversion {

    @Override
    public byte[] reply(byte[] canonical) {
        try {
            ObjectNode reply = mapper.createObjectNode();
            ArrayNode all = mapper.createArrayNode();
            for (JsonNode vector : mapper.readTree(canonical).path("data")) {
                all.addObject().set("values", vector.path("embedding"));
            }
            if (together) {
                reply.set("embeddings", all);
            } else {
                reply.set("embedding", all.path(0));
            }
            return mapper.writeValueAsBytes(reply);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public EventWriter events(AnswerMemory memory) {
        throw new UnsupportedOperationException("vectors are never streamed");
    }
}
