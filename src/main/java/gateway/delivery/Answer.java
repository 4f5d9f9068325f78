package gateway.delivery;

import gateway.wire.Usage;

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
     * A stream whose first content event has come.
     *
     * @param held the events read so far, ready to be sent
     */
    record Streamed(VendorStream stream, Chunks chunks, HeldEvents held) implements Answer {}
}
