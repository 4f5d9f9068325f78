package gateway.vendors;

import org.jspecify.annotations.Nullable;

/**
 * The mappings of a vendor whose dialect differs from the canonical one; null where the bytes already are canonical.
 *
 * @param request canonical request to the vendor's request
 * @param response the vendor's reply to the canonical reply
 * @param event one stream event of the vendor to a canonical chunk; a null result drops the event
 * @param error the vendor's error body to {@code {"message", "type", "code"}}
 */
public record Mappings(
        @Nullable Mapping request,
        @Nullable Mapping response,
        @Nullable Mapping event,
        @Nullable Mapping error) {

    /** The vendor speaks the canonical dialect. */
    public static final Mappings NONE = new Mappings(null, null, null, null);
}
