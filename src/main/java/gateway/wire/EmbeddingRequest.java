package gateway.wire;

import gateway.vendors.Capability;
import gateway.vendors.Feature;
import gateway.wire.ChatRequest.Span;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
     * @param model value of {@code model}; null when only {@code models} is given
     * @param models whole member {@code models} with one comma; null when absent
     * @param original whole member {@code original} with one comma; null when absent
     * @param input value of {@code input}
     * @param open position after the opening brace
     */
    public record Spans(
            @Nullable Span model,
            @Nullable Span models,
            @Nullable Span original,
            Span input,
            int open) {}

    @Override
    public Capability.Kind kind() {
        return Capability.Kind.EMBEDDINGS;
    }

    @Override
    public boolean stream() {
        return false;
    }

    @Override
    public int maxOutputTokens() {
        return 0;
    }

    @Override
    public EmbeddingRequest withoutBody() {
        return new EmbeddingRequest(
                NOTHING, models, inputs, totalTokens, promptTokens, base64, dimensions, needs, fields, spans);
    }
}
