package fakes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A caller down at the socket: sends any bytes, reads as slowly as it likes, leaves in the middle. Every read has a time
 * limit and fails with a SocketTimeoutException when it is over.
 */
public final class RawClient implements AutoCloseable {

    private final Socket socket;
    private final String host;
    private final LimitedInput limited = new LimitedInput();
    private final HttpInput in = new HttpInput(limited);
    private @Nullable InputStream body;

    private RawClient(Socket socket, String host) {
        this.socket = socket;
        this.host = host;
    }

    public static RawClient connect(String url) throws IOException {
        return connect(url, 0);
    }

    /** @param receiveBufferBytes a small one makes a slow reader felt by the server at once; 0 for the system's own */
    public static RawClient connect(String url, int receiveBufferBytes) throws IOException {
        URI address = URI.create(url);
        Socket socket = new Socket();
        if (receiveBufferBytes > 0) {
            socket.setReceiveBufferSize(receiveBufferBytes);
        }
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
        return new RawClient(socket, address.getHost() + ':' + address.getPort());
    }

    /** Sends these bytes and nothing else. */
    public RawClient send(String bytes) throws IOException {
        return send(bytes.getBytes(UTF_8));
    }

    public RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    public RawClient get(String path, String... headers) throws IOException {
        return send(head("GET", path, headers) + "\r\n");
    }

    /**
     * Sends a JSON request.
     *
     * @param headers whole lines such as {@code Authorization: Bearer x}
     */
    public RawClient post(String path, String json, String... headers) throws IOException {
        int length = json.getBytes(UTF_8).length;
        return send(head("POST", path, headers) + "Content-Type: application/json\r\nContent-Length: " + length
                + "\r\n\r\n" + json);
    }

    /** Reads status line and headers; what follows is read by one of the methods below. */
    public Head head(Duration limit) throws IOException {
        limited.until(limit);
        String line = in.line();
        if (line == null) {
            throw new EOFException("the server closed the connection without an answer");
        }
        Headers headers = in.headers();
        body = in.body(headers, true);
        return new Head(Integer.parseInt(line.split(" ", 3)[1]), headers);
    }

    /** Reads the rest of the body. */
    public String body(Duration limit) throws IOException {
        limited.until(limit);
        return new String(body().readAllBytes(), UTF_8);
    }

    /** Reads some bytes of the body, at least one; an empty array at its end. */
    public byte[] bytes(int most, Duration limit) throws IOException {
        limited.until(limit);
        byte[] bytes = new byte[most];
        int count = body().read(bytes);
        return Arrays.copyOf(bytes, Math.max(count, 0));
    }

    /** Reads the next event or comment of a stream; null at the proper end of the body. */
    public @Nullable Event event(Duration limit) throws IOException {
        limited.until(limit);
        return nextEvent();
    }

    /** Data of the next event, comments left out; null at the proper end of the body. */
    public @Nullable String data(Duration limit) throws IOException {
        limited.until(limit);
        return nextData();
    }

    /** Data of all events up to the proper end of the body. */
    public List<String> allData(Duration limit) throws IOException {
        limited.until(limit);
        List<String> all = new ArrayList<>();
        for (String data = nextData(); data != null; data = nextData()) {
            all.add(data);
        }
        return all;
    }

    /** Whether the server closes, or resets, the connection within this time; what it still sends is thrown away. */
    public boolean closedByServer(Duration limit) throws IOException {
        limited.until(limit);
        try {
            limited.transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    /** Leaves with FIN. */
    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Closes its own side only, and goes on reading. */
    public void halfClose() throws IOException {
        socket.shutdownOutput();
    }

    /** Leaves with RST. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private String head(String method, String path, String... headers) {
        StringBuilder head = new StringBuilder(method + ' ' + path + " HTTP/1.1\r\nHost: " + host + "\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head.toString();
    }

    private InputStream body() {
        if (body == null) {
            throw new IllegalStateException("read the head first");
        }
        return body;
    }

    private @Nullable Event nextEvent() throws IOException {
        String type = null;
        StringJoiner data = new StringJoiner("\n").setEmptyValue("");
        boolean any = false;
        for (String line = bodyLine(); line != null; line = bodyLine()) {
            if (line.isEmpty() && any) {
                return new Event(false, type, data.toString());
            } else if (line.startsWith(":")) {
                return new Event(true, null, line.substring(1).strip());
            } else if (line.startsWith("data: ")) {
                any = true;
                data.add(line.substring("data: ".length()));
            } else if (line.startsWith("event: ")) {
                type = line.substring("event: ".length());
            } else if (!line.isEmpty()) {
                throw new IOException("not a line of a stream: " + line);
            }
        }
        if (any) {
            throw new EOFException("the stream ended inside an event: " + data);
        }
        return null;
    }

    private @Nullable String nextData() throws IOException {
        Event event = nextEvent();
        while (event != null && event.comment()) {
            event = nextEvent();
        }
        return event == null ? null : event.data();
    }

    private @Nullable String bodyLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = body().read(); next != '\n'; next = body().read()) {
            if (next < 0) {
                if (line.size() > 0) {
                    throw new EOFException("the stream ended inside the line: " + line.toString(UTF_8));
                }
                return null;
            }
            line.write(next);
        }
        String text = line.toString(UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /** Status and headers of an answer. */
    public record Head(int status, Headers headers) {

        public @Nullable String header(String name) {
            return headers.first(name);
        }
    }

    /** @param data the text of a comment, when it is one */
    public record Event(boolean comment, @Nullable String type, String data) {}

    /** The socket's bytes, up to a moment: a server that drips cannot stretch the limit. */
    private final class LimitedInput extends InputStream {

        private long deadline;

        void until(Duration limit) {
            deadline = System.nanoTime() + limit.toNanos();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                throw new SocketTimeoutException("the time limit of this read is over");
            }
            socket.setSoTimeout((int) millis);
            return socket.getInputStream().read(into, offset, length);
        }
    }
}
