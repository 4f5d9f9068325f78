package gateway.vendors;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * What a card says of the wire format of one capability, beside its mappings.
 *
 * @param unsupported what becomes of fields of a canonical request that the vendor cannot do
 * @param streamUsage whether it takes {@code stream_options.include_usage}
 * @param defaults fields of chat requests set when the caller leaves them out, by field name
 */
public record Protocol(
        StreamShape stream,
        ErrorSigns errors,
        FieldRules unsupported,
        boolean streamUsage,
        Map<String, JsonNode> defaults) {

    /** The canonical dialect's own way. */
    public static final Protocol USUAL =
            new Protocol(StreamShape.USUAL, ErrorSigns.NONE, FieldRules.NONE, true, Map.of());
}
