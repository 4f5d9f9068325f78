package fakes;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A stream whose every event the test lets go by hand, so that no test has to sleep. Serves one request: the first one
 * that gets it. Each method waits until that request has come.
 */
public final class PacedStream implements Script {

    private static final long PATIENCE_SECONDS = 10;

    private final CompletableFuture<Call> arrival = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private int contents;

    @Override
    public void play(Call call) throws IOException {
        Script.beginStream(call);
        arrival.complete(call);
        call.hang(ended);
    }

    /** Waits until the request has come and the headers of the answer have left. */
    public Received awaitRequest() {
        return call().request();
    }

    /** Sends a chunk with this text. */
    public PacedStream content(String text) throws IOException {
        contents++;
        return emit(ChatJson.content(awaitRequest(), text));
    }

    /** Sends an event with this data. */
    public PacedStream emit(String data) throws IOException {
        call().event(data);
        return this;
    }

    /** Sends these bytes of the body, which may be a part of an event. */
    public PacedStream emitRaw(byte[] bytes) throws IOException {
        call().write(bytes);
        return this;
    }

    /** Ends the stream as it should end: finish, usage if asked for, end mark. */
    public void finish() throws IOException {
        for (String event : ChatJson.ending(awaitRequest(), contents)) {
            emit(event);
        }
        end();
    }

    /** Ends the body in perfect order, whatever it lacks; the connection stays open. */
    public void end() throws IOException {
        call().end();
        ended.complete(null);
    }

    /** Closes the connection in the middle. */
    public void cut() {
        call().close();
    }

    /** Closes the connection with RST. */
    public void reset() throws IOException {
        call().reset();
    }

    /**
     * Waits until the peer has closed the connection.
     *
     * @return how long that took, from this call on
     */
    public Duration awaitPeerClosed(Duration limit) {
        return call().awaitPeerClosed(limit);
    }

    private Call call() {
        try {
            return arrival.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no request for this stream came within " + PATIENCE_SECONDS + " s", e);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
