package gateway.delivery;

import gateway.wire.Usage;
import java.io.InputStream;

/** What a vendor has answered, checked as far as it can be before anything of it reaches the caller. */
sealed interface Answer {

    /**
     * A whole reply in the canonical dialect.
     *
     * @param body UTF-8 JSON, ready to be sent
     */
    record Whole(byte[] body, Usage usage) implements Answer {}

    /** Some of what was asked for: the same vendor is to be asked for the rest. */
    record Part() implements Answer {}

    /**
     * Work that the vendor has begun, and ends later.
     *
     * @param job the vendor's name for it
     */
    record Begun(String job) implements Answer {}

    /**
     * Bytes of any type that are passed on as they come; the first have come.
     *
     * @param type media type, as the vendor told it
     * @param begin the bytes read so far; not empty
     * @param rest what is to come
     */
    record Passed(String type, byte[] begin, InputStream rest, Usage usage) implements Answer {}

    /**
     * A stream whose first content event has come.
     *
     * @param held the events read so far, ready to be sent
     */
    record Streamed(VendorStream stream, Chunks chunks, HeldEvents held) implements Answer {}
}
