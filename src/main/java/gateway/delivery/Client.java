package gateway.delivery;

import java.io.IOException;
import java.util.Map;

/**
 * The caller's end of the connection. Only the request's own thread writes a whole answer; one that has begun is written
 * under the lock of its {@link EventStream}. The rest may be asked by any thread.
 */
public interface Client {

    /** Sends a whole answer. */
    void send(int status, Map<String, String> headers, byte[] body) throws IOException;

    /** Begins an answer whose length is not known. */
    void begin(int status, Map<String, String> headers);

    /** Whether an answer has begun: its status can no longer change. */
    boolean begun();

    void write(byte[] bytes, int offset, int length) throws IOException;

    /** Sends what was written so far. */
    void flush() throws IOException;

    /** When the write that is under way began, by the gateway's ticker, in nanoseconds; 0 while none is. */
    long writingSince();

    /** Nothing more is read: a thread that waits for the rest of a body is told that it ends here. */
    void stopReading();

    /** Cuts the connection: a thread that waits to write fails, and the caller cannot take what they have for all. */
    void abort();

    /** Begins the looking at the connection: the request has been read in whole. */
    void watch();

    /** Whether the caller has closed the connection; looks at the socket without waiting. */
    boolean gone();

    /** Run when the request has left every route, however it left them: what no step could end is ended here. */
    void onEnd(Runnable action);

    /** Ends the looking: waits for one that is under way, so that the connection can serve its next request. */
    void release();
}
