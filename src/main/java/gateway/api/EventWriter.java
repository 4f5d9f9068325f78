package gateway.api;

/** Writes one streamed answer in the caller's dialect. It remembers what it needs between chunks, within bounds. */
public interface EventWriter {

    /** Takes bytes of the answer's body, whole events only. */
    @FunctionalInterface
    interface Sink {
        void write(byte[] bytes, int offset, int length);

        default void write(byte[] bytes) {
            write(bytes, 0, bytes.length);
        }
    }

    /** Writes what a canonical chunk says. */
    void chunk(byte[] buffer, int offset, int length, Sink sink);

    /** The answer is whole. */
    void end(Sink sink);

    /** The answer broke off; nothing follows. */
    void error(ApiError error, Sink sink);
}
