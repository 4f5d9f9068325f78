package gateway.vendors;

/** What a card says of a vendor's wire format, beside its mappings. */
public record Protocol(Credential credential, StreamShape stream, ErrorSigns errors) {

    /** A bearer token, and otherwise the canonical dialect's own way. */
    public static final Protocol USUAL = new Protocol(new Credential.Bearer(), StreamShape.USUAL, ErrorSigns.NONE);
}
