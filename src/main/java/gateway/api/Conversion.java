package gateway.api;

/** One request's way in, and its answer's way out. Belongs to the request's thread. */
public interface Conversion {

    /** The request in the canonical dialect, UTF-8 JSON. */
    byte[] request();

    /**
     * A whole answer as the caller wants it.
     *
     * @param canonical a {@code chat.completion}, UTF-8 JSON
     */
    byte[] reply(byte[] canonical);

    /** A new writer for a streamed answer: each vendor that is tried begins one of its own. */
    EventWriter events();

    /** A sign of life within a streamed answer, which no client takes for content. */
    default byte[] heartbeat() {
        return ServerSentEvents.comment();
    }

    /** Content type of a streamed answer. */
    default String streamType() {
        return "text/event-stream;charset=UTF-8";
    }
}
