package gateway.vendors;

/**
 * Takes recorded messages through the same conversions as live ones, without calling anybody. A folder is activated only
 * when its fixtures come out of here as recorded.
 */
public interface Replay {

    /** The vendor's request for a canonical one: the card's defaults, the vendor's model name, then the mapping. */
    byte[] request(VendorModel to, byte[] canonical);

    /** The canonical reply for a buffered reply of the vendor. */
    byte[] reply(VendorModel to, byte[] vendorReply);

    /** The canonical event stream, as a caller would see it, for an event stream of the vendor. */
    String stream(VendorModel to, String vendorStream);

    /** What a caller can know of work that the vendor ends later: its state, and its answer when it has ended. */
    byte[] poll(VendorModel to, byte[] vendorPoll);

    /** The error as {@code {"message", "type", "code"}} for an error body of the vendor. */
    byte[] error(VendorModel to, byte[] vendorError);
}
