package gateway.wire;

import gateway.vendors.Capability;
import gateway.vendors.Feature;
import gateway.vendors.ImageSize;
import gateway.wire.ChatRequest.Span;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway needs to know of a request for images, beside the caller's own bytes.
 *
 * @param body the request as it came, UTF-8 JSON
 * @param operation what is to be done, one of {@link Feature#IMAGE_OPERATIONS}
 * @param images how many are wanted
 * @param size wanted; null when the model is to choose
 * @param form in which they are wanted
 * @param promptTokens estimated size of the prompt
 * @param spans where the parts stand that are replaced on the way
 */
public record ImageRequest(
        byte[] body,
        List<String> models,
        Feature operation,
        int images,
        @Nullable ImageSize size,
        ImageForm form,
        int promptTokens,
        Set<Feature> needs,
        Set<String> fields,
        Spans spans)
        implements ModelRequest {

    private static final byte[] NOTHING = {};

    /**
     * Byte spans in the body.
     *
     * @param operation whole member {@code operation} with one comma; null when absent
     * @param auto whole member {@code size} with one comma where it leaves the size to the model; else null
     * @param count value of {@code n}; null when absent
     */
    public record Spans(
            Frame frame,
            @Nullable Span operation,
            @Nullable Span auto,
            @Nullable Span count) {}

    @Override
    public Capability.Kind kind() {
        return Capability.Kind.IMAGES;
    }

    @Override
    public int units() {
        return images;
    }

    @Override
    public ImageRequest withoutBody() {
        return new ImageRequest(NOTHING, models, operation, images, size, form, promptTokens, needs, fields, spans);
    }
}
