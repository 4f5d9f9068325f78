package gateway.vendors;

import org.jspecify.annotations.Nullable;

/**
 * The mappings of a vendor whose dialect differs from the canonical one; null where the bytes already are canonical.
 *
 * @param request canonical request to the vendor's request
 * @param response the vendor's reply to the canonical reply
 * @param event one stream event of the vendor to a canonical chunk; a null result drops the event
 * @param error the vendor's error body to {@code {"message", "type", "code"}}
 * @param poll what a vendor says of work that it ends later, to {@code {"status", "progress", ...}}
 * @param find a vendor's list of such work, with the variable {@code task}, our own name for it, to the vendor's name for it;
 *     null when it is not there
 */
public record Mappings(
        @Nullable Mapping request,
        @Nullable Mapping response,
        @Nullable Mapping event,
        @Nullable Mapping error,
        @Nullable Mapping poll,
        @Nullable Mapping find) {

    /** The vendor speaks the canonical dialect. */
    public static final Mappings NONE = new Mappings(null, null, null, null, null, null);
}
