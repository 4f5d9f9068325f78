package gateway.wire;

import gateway.vendors.Capability;
import gateway.vendors.Feature;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway needs to know of a chat request, beside the caller's own bytes. The bytes are never rebuilt: what a
 * vendor gets is these bytes with a few spans replaced, so that a field we do not know survives.
 *
 * @param body the request as it came, UTF-8 JSON
 * @param models the names asked for, in the caller's order: the one model, then the fallbacks
 * @param stream whether the answer is to be streamed
 * @param includeUsage whether the caller asked for usage in the stream
 * @param needs features the model must have
 * @param toolMedia whether a tool has returned pictures or documents
 * @param promptTokens estimated size of the prompt
 * @param maxOutputTokens largest answer allowed by the caller; 0 when it names none
 * @param fields names of the top-level fields
 * @param spans where the parts stand that are replaced on the way
 */
public record ChatRequest(
        byte[] body,
        List<String> models,
        boolean stream,
        boolean includeUsage,
        Set<Feature> needs,
        boolean toolMedia,
        int promptTokens,
        int maxOutputTokens,
        Set<String> fields,
        Spans spans)
        implements ModelRequest {

    private static final byte[] NOTHING = {};

    @Override
    public Capability.Kind kind() {
        return Capability.Kind.CHAT;
    }

    @Override
    public ChatRequest withoutBody() {
        return new ChatRequest(
                NOTHING, models, stream, includeUsage, needs, toolMedia, promptTokens, maxOutputTokens, fields, spans);
    }

    /** From {@code start} up to, not including, {@code end}. */
    public record Span(int start, int end) {

        public int length() {
            return end - start;
        }
    }

    /**
     * Byte spans in the body.
     *
     * @param streamOptions value of {@code stream_options}; null when absent
     * @param includeUsage value of {@code include_usage} in it; null when absent
     */
    public record Spans(
            Frame frame,
            @Nullable Span streamOptions,
            @Nullable Span includeUsage) {}
}
