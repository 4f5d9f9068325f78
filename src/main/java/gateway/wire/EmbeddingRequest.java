package gateway.wire;

import gateway.vendors.Capability;
import gateway.vendors.Feature;
import gateway.wire.ChatRequest.Span;
import java.util.List;
import java.util.Set;

/**
 * What the gateway needs to know of a request for embeddings, beside the caller's own bytes.
 *
 * @param body the request as it came, UTF-8 JSON
 * @param inputs where the texts stand: strings, or arrays of tokens
 * @param totalTokens estimated size of all texts
 * @param promptTokens what the largest text takes at least
 * @param base64 whether the caller wants vectors as Base64, not as numbers
 * @param dimensions length of the vectors; 0 for the model's own
 * @param spans where the parts stand that are replaced on the way
 */
public record EmbeddingRequest(
        byte[] body,
        List<String> models,
        List<Span> inputs,
        int totalTokens,
        int promptTokens,
        boolean base64,
        int dimensions,
        Set<Feature> needs,
        Set<String> fields,
        Spans spans)
        implements ModelRequest {

    private static final byte[] NOTHING = {};

    /**
     * Byte spans in the body.
     *
     * @param input value of {@code input}
     */
    public record Spans(Frame frame, Span input) {}

    @Override
    public Capability.Kind kind() {
        return Capability.Kind.EMBEDDINGS;
    }

    @Override
    public EmbeddingRequest withoutBody() {
        return new EmbeddingRequest(
                NOTHING, models, inputs, totalTokens, promptTokens, base64, dimensions, needs, fields, spans);
    }
}
