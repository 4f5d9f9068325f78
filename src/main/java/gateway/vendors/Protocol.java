package gateway.vendors;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a card says of the wire format of one capability, beside its mappings.
 *
 * @param unsupported what becomes of fields of a canonical request that the vendor cannot do
 * @param streamUsage whether it takes {@code stream_options.include_usage}
 * @param toolMedia whether a tool's result may hold pictures and documents, and not text only
 * @param forms operations on images that are asked for by a form of several parts, with files in it, and not by JSON
 * @param defaults fields of requests for chat, images and speech set when the caller leaves them out, by field name
 * @param passedHeaders names of headers that callers send and the vendor gets as they came
 * @param task how it is asked about work that it ends later; null where it answers at once
 */
public record Protocol(
        StreamShape stream,
        ErrorSigns errors,
        FieldRules unsupported,
        boolean streamUsage,
        boolean toolMedia,
        Set<Feature> forms,
        Map<String, JsonNode> defaults,
        Set<String> passedHeaders,
        @Nullable TaskShape task) {

    /** The canonical dialect's own way. */
    public static final Protocol USUAL = new Protocol(
            StreamShape.USUAL, ErrorSigns.NONE, FieldRules.NONE, true, false, Set.of(), Map.of(), Set.of(), null);

    /** The same for a model that cannot do all that the others can. */
    public Protocol with(FieldRules ofModel) {
        return new Protocol(
                stream,
                errors,
                unsupported.with(ofModel),
                streamUsage,
                toolMedia,
                forms,
                defaults,
                passedHeaders,
                task);
    }
}
