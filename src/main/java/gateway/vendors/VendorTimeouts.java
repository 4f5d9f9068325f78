package gateway.vendors;

import java.time.Duration;

/**
 * How long a vendor may keep us waiting.
 *
 * @param firstEvent from sending the request to the first content event of a stream
 * @param reply from sending the request to the last byte of a buffered reply
 * @param stall silence allowed in the middle of a stream
 */
public record VendorTimeouts(Duration firstEvent, Duration reply, Duration stall) {}
