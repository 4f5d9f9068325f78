package gateway.vendors;

import java.util.Set;

/**
 * How a vendor streams.
 *
 * @param framing how events are told apart
 * @param wholeText whether each event repeats the whole text so far, instead of what is new
 * @param end what ends a whole answer; a stream that ends without it was cut off
 * @param idBegins whether the {@code id} of a server-sent event ends the event before it, as a blank line does
 * @param heartbeats names of events that are signs of life and say nothing
 */
public record StreamShape(Framing framing, boolean wholeText, End end, boolean idBegins, Set<String> heartbeats) {

    /** Server-sent events with what is new, ended by {@code [DONE]}. */
    public static final StreamShape USUAL =
            new StreamShape(Framing.SSE, false, new End.Mark("[DONE]"), false, Set.of());

    /** How events are told apart; the names in a card are the kebab-case form. */
    public enum Framing {
        /** Server-sent events. */
        SSE("text/event-stream"),
        /** One JSON value a line. */
        NDJSON("application/x-ndjson, application/json;q=0.9"),
        /** The elements of one JSON array. */
        JSON_ARRAY("application/json"),
        /** Plain text as it comes; each piece is given to the mapping as a JSON string. */
        CHUNKED_BYTES("text/plain");

        private final String accept;

        Framing(String accept) {
            this.accept = accept;
        }

        /** What a vendor is told that we take. */
        public String accept() {
            return accept;
        }

        /**
         * Whether an answer of this media type can be such a stream. But for server-sent events vendors do not agree on a
         * name for what they send; a web page is none.
         *
         * @param type in lower case
         */
        public boolean goesWith(String type) {
            return this == SSE ? type.startsWith("text/event-stream") : !type.startsWith("text/html");
        }
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
