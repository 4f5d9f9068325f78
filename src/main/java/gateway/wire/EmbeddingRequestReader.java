package gateway.wire;

import com.fasterxml.jackson.core.JsonFactory;
import gateway.fault.GatewayException;

/** Reads a request for embeddings in the canonical dialect in one pass, without a tree. Thread-safe. */
public final class EmbeddingRequestReader {

    private final JsonFactory json;
    private final int mostInputs;

    /**
     * @param json a factory that bounds depth and size, see {@link WireJson#factory}
     * @param mostInputs texts in one request
     */
    public EmbeddingRequestReader(JsonFactory json, int mostInputs) {
        this.json = json;
        this.mostInputs = mostInputs;
    }

    /**
     * @param bytes UTF-8 JSON
     * @throws GatewayException {@code invalid_request}, naming the field at fault
     */
    public EmbeddingRequest read(byte[] bytes) {
        return RequestJson.read(json, bytes, (parser, body) -> new EmbeddingRequestFields(parser, body, mostInputs));
    }
}
