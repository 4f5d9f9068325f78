package streams.mock;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One connection: its requests one after the other, and the stream that is running on it. */
final class Peer extends Timed {

    private final Mock mock;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final RequestReader request = new RequestReader();
    private Script script;
    private boolean streaming;
    private boolean closing; // the last bytes of the answer are written, or wait
    private boolean closed;
    private int stream;
    private int sequence;
    private ByteBuffer pending; // what the connection did not take

    Peer(Mock mock, SocketChannel channel, SelectionKey key) {
        this.mock = mock;
        this.channel = channel;
        this.key = key;
    }

    void ready() {
        try {
            if (key.isValid() && key.isWritable()) {
                flush();
            }
            if (key.isValid() && key.isReadable()) {
                read();
            }
        } catch (IOException e) {
            close();
        }
    }

    /** The next event of the stream. */
    @Override
    void fire(long now) {
        if (closed) {
            return;
        }
        try {
            if (pending != null) {
                // The peer reads too slowly. A vendor would not keep what it cannot send either: it waits.
                mock.stats.held++;
                again(now + mock.plan.interval());
                return;
            }
            mock.stats.late.add(now - due);
            if (sequence == 0) {
                mock.out.clear().put(script.opening());
                event();
                again(now + mock.plan.phase(stream, now));
            } else {
                mock.out.clear();
                event();
                boolean behind = now - due > mock.plan.interval();
                mock.stats.behind += behind ? 1 : 0;
                // What it is behind by is not caught up with: a burst of events would be something else to measure.
                again((behind ? now : due) + mock.plan.interval());
            }
        } catch (IOException e) {
            close();
        }
    }

    private void event() throws IOException {
        mock.out.put(script.content(sequence++, System.nanoTime(), stream));
        mock.stats.events++;
        if (sequence == mock.plan.events()) {
            mock.out.put(script.closing(request.wantsUsage()));
            closing = true;
        }
        send(mock.out.flip());
    }

    private void again(long when) {
        if (streaming && !closing && !closed) {
            due = when;
            mock.wheel.add(this);
        }
    }

    private void read() throws IOException {
        int count = channel.read(mock.in.clear());
        if (count < 0) {
            close();
            return;
        }
        if (count > 0 && (streaming || closing)) {
            // A second request before the answer to the first: nothing that is measured here does that.
            mock.stats.refused++;
            close();
            return;
        }
        mock.in.flip().get(mock.bytes, 0, count);
        int used = request.read(mock.bytes, 0, count);
        if (request.wantsContinue()) {
            say("HTTP/1.1 100 Continue\r\n\r\n");
        } else if (request.refused() || (request.complete() && used < count)) {
            mock.stats.refused++;
            say(Script.answer("400 Bad Request", "text/plain", "HTTP/1.1 is spoken here, without pipelining"));
            close();
        } else if (request.complete()) {
            answer();
        }
    }

    private void answer() throws IOException {
        script = script(request.path());
        if (script != null && request.wantsStream()) {
            streaming = true;
            stream = (int) (mock.stats.streams++ % 1_000_000);
            sequence = 0;
            mock.stats.started++;
            due = System.nanoTime() + mock.plan.firstDelay();
            if (mock.plan.firstDelay() == 0) {
                fire(due);
            } else {
                mock.wheel.add(this);
            }
            return;
        }
        closing = true;
        if (script != null) {
            send(mock.out.clear().put(script.whole()).flip());
            return;
        }
        switch (request.path()) {
            case "/" -> say(Script.answer("200 OK", "text/plain", "mock"));
            case "/stats" -> say(Script.answer("200 OK", "application/json", mock.stats.report() + "\n"));
            case "/stats/restart" -> {
                mock.stats.restart();
                say(Script.answer("200 OK", "application/json", mock.stats.report() + "\n"));
            }
            default -> say(Script.answer("404 Not Found", "text/plain", "no such path: " + request.path()));
        }
    }

    private Script script(String path) {
        if (path.endsWith("/chat/completions")) {
            return mock.openAi;
        }
        return path.endsWith("/messages") ? mock.anthropic : null;
    }

    private void say(String text) throws IOException {
        send(mock.out.clear().put(text.getBytes(StandardCharsets.US_ASCII)).flip());
    }

    private void send(ByteBuffer bytes) throws IOException {
        channel.write(bytes);
        if (bytes.hasRemaining()) {
            pending = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
            key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        } else {
            sent();
        }
    }

    private void flush() throws IOException {
        channel.write(pending);
        if (!pending.hasRemaining()) {
            pending = null;
            key.interestOps(SelectionKey.OP_READ);
            sent();
        }
    }

    private void sent() {
        if (!closing) {
            return;
        }
        if (streaming) {
            mock.stats.finished++;
        }
        streaming = false;
        closing = false;
        if (request.wantsClose()) {
            close();
        } else {
            request.restart();
        }
    }

    private void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (streaming) {
            mock.stats.left++;
        }
        mock.stats.connections--;
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }
}
