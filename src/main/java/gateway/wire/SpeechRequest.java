package gateway.wire;

import gateway.vendors.Capability;
import gateway.vendors.Feature;
import gateway.wire.ChatRequest.Span;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway needs to know of a request to read a text aloud, beside the caller's own bytes.
 *
 * @param body the request as it came, UTF-8 JSON
 * @param characters of the text, in code points
 * @param promptTokens estimated size of the text
 * @param nulls where the value of a field stands that is null, by field
 * @param spans where the parts stand that are replaced on the way
 */
public record SpeechRequest(
        byte[] body,
        List<String> models,
        int characters,
        int promptTokens,
        Set<Feature> needs,
        Set<String> fields,
        Map<String, Span> nulls,
        Spans spans)
        implements ModelRequest {

    private static final byte[] NOTHING = {};

    /**
     * Byte spans in the body.
     *
     * @param model value of {@code model}; null when only {@code models} is given
     * @param models whole member {@code models} with one comma; null when absent
     * @param original whole member {@code original} with one comma; null when absent
     * @param open position after the opening brace
     */
    public record Spans(
            @Nullable Span model,
            @Nullable Span models,
            @Nullable Span original,
            int open) {}

    @Override
    public Capability.Kind kind() {
        return Capability.Kind.SPEECH;
    }

    @Override
    public int units() {
        return characters;
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
    public SpeechRequest withoutBody() {
        return new SpeechRequest(NOTHING, models, characters, promptTokens, needs, fields, nulls, spans);
    }
}
