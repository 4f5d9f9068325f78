package gateway.vendors;

import java.util.Map;

/**
 * What a card says of a vendor's wire format, beside its mappings.
 *
 * @param unsupported what becomes of top-level fields of a request that the vendor cannot do, by their canonical names
 */
public record Protocol(
        Credential credential, StreamShape stream, ErrorSigns errors, Map<String, Unsupported> unsupported) {

    /** A bearer token, and otherwise the canonical dialect's own way. */
    public static final Protocol USUAL =
            new Protocol(new Credential.Bearer(), StreamShape.USUAL, ErrorSigns.NONE, Map.of());
}
