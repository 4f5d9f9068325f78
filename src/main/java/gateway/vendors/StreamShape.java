package gateway.vendors;

import java.util.Set;

/**
 * How a vendor streams.
 *
 * @param framing how events are told apart
 * @param wholeText whether each event repeats the whole text so far, instead of what is new
 * @param end what ends a whole answer; a stream that ends without it was cut off
 * @param heartbeats names of events that are signs of life and say nothing
 */
public record StreamShape(Framing framing, boolean wholeText, End end, Set<String> heartbeats) {

    /** Server-sent events with what is new, ended by {@code [DONE]}. */
    public static final StreamShape USUAL = new StreamShape(Framing.SSE, false, new End.Mark("[DONE]"), Set.of());

    /** How events are told apart; the names in a card are the kebab-case form. */
    public enum Framing {
        /** Server-sent events. */
        SSE,
        /** One JSON value a line. */
        NDJSON,
        /** The elements of one JSON array. */
        JSON_ARRAY,
        /** Plain text as it comes; each piece is given to the mapping as a JSON string. */
        CHUNKED_BYTES
    }

    /** What ends a whole answer. */
    public sealed interface End {

        /** An event with exactly this data. */
        record Mark(String data) implements End {}

        /** An event with this name; what it says still counts. */
        record Event(String name) implements End {}

        /** The end of the body, once a finish reason was told. */
        record Close() implements End {}
    }
}
