package gateway.wire;

import gateway.wire.ChatRequest.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a canonical reply to a request for embeddings holds.
 *
 * @param body UTF-8 JSON
 * @param vectors where the vectors stand, in the order of the texts; null for a text without one
 * @param dimensions length of the vectors; 0 when there are none, -1 when they differ
 * @param error whether it carries an error object instead of vectors
 * @param usage the vendor's count; null when it tells none
 */
public record EmbeddingReply(
        byte[] body,
        List<@Nullable Span> vectors,
        int dimensions,
        boolean error,
        @Nullable ToldUsage usage) {}
