package gateway.api;

/** One answer's way to its caller. Belongs to the request's thread. */
public interface Conversion {

    /**
     * A whole answer as the caller wants it.
     *
     * @param canonical a {@code chat.completion}, UTF-8 JSON
     */
    byte[] reply(byte[] canonical);

    /**
     * A new writer for a streamed answer: each vendor that is tried begins one of its own.
     *
     * @param memory what it may keep of the answer
     */
    EventWriter events(AnswerMemory memory);

    /** A sign of life within a streamed answer, which no client takes for content. */
    default byte[] heartbeat() {
        return ServerSentEvents.comment();
    }

    /** Content type of a streamed answer. */
    default String streamType() {
        return "text/event-stream;charset=UTF-8";
    }
}
