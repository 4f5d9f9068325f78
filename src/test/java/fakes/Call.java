package fakes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/** One request at a fake vendor, with all that a script needs to answer it, well or badly. */
public final class Call {

    /** How the end of a body is told. */
    public enum Framing {
        CHUNKED,
        /** By content length; nothing is sent before the body is whole. */
        LENGTH,
        /** By closing the connection. */
        CLOSE
    }

    private final Connection connection;
    private final Received request;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private Framing framing = Framing.CHUNKED;
    private String lineEnd = "\n";
    private int pieceBytes = Integer.MAX_VALUE;
    private String head = "";

    Call(Connection connection, Received request) {
        this.connection = connection;
        this.request = request;
    }

    public Received request() {
        return request;
    }

    Call framing(Framing framing) {
        this.framing = framing;
        return this;
    }

    /** How lines of events end. */
    Call lineEnd(String lineEnd) {
        this.lineEnd = lineEnd;
        return this;
    }

    /** Sends bodies in pieces of this size, each in a packet, and a chunk, of its own. */
    Call pieces(int bytes) {
        this.pieceBytes = bytes;
        return this;
    }

    /**
     * Starts the answer.
     *
     * @param headers whole lines such as {@code Retry-After: 1}
     */
    public void begin(int status, String contentType, String... headers) throws IOException {
        StringBuilder lines = new StringBuilder("HTTP/1.1 " + status + " Scripted\r\n");
        if (!contentType.isEmpty()) {
            lines.append("Content-Type: ").append(contentType).append("\r\n");
        }
        for (String header : headers) {
            lines.append(header).append("\r\n");
        }
        head = lines.toString();
        switch (framing) {
            case CHUNKED -> raw(head + "Transfer-Encoding: chunked\r\n\r\n");
            case CLOSE -> raw(head + "Connection: close\r\n\r\n");
            case LENGTH -> held.reset();
        }
    }

    /** Sends a part of the body. */
    public void write(byte[] bytes) throws IOException {
        if (framing == Framing.LENGTH) {
            held.write(bytes);
            return;
        }
        for (int from = 0; from < bytes.length; from += Math.min(pieceBytes, bytes.length - from)) {
            byte[] piece = Arrays.copyOfRange(bytes, from, from + Math.min(pieceBytes, bytes.length - from));
            connection.write(framing == Framing.CHUNKED ? chunk(piece) : piece);
        }
    }

    public void write(String text) throws IOException {
        write(text.getBytes(UTF_8));
    }

    /** Sends one server-sent event. */
    public void event(String data) throws IOException {
        write("data: " + data + lineEnd + lineEnd);
    }

    /** Ends the body as its framing demands. */
    public void end() throws IOException {
        switch (framing) {
            case CHUNKED -> raw("0\r\n\r\n");
            case CLOSE -> close();
            case LENGTH -> {
                framing = Framing.CLOSE;
                raw(head + "Content-Length: " + held.size() + "\r\n\r\n");
                write(held.toByteArray());
                framing = Framing.LENGTH;
            }
        }
    }

    /** Sends bytes past all framing. */
    public void raw(String text) throws IOException {
        connection.write(text.getBytes(UTF_8));
    }

    /** Closes the connection, in the middle of the answer if need be. */
    public void close() {
        connection.close();
    }

    /** Closes the connection with RST. */
    public void reset() throws IOException {
        connection.reset();
    }

    /** Does nothing until the peer gives up. */
    public void hang() {
        connection.closed().join();
    }

    /** Does nothing until the peer gives up or the test has had its way. */
    void hang(CompletableFuture<?> until) {
        CompletableFuture.anyOf(connection.closed(), until).join();
    }

    /** Does nothing for a while; true when the connection was closed meanwhile. */
    public boolean pause(Duration time) {
        return connection.awaitClosed(time);
    }

    /**
     * Waits until the peer has closed the connection.
     *
     * @return how long that took, from this call on
     */
    public Duration awaitPeerClosed(Duration limit) {
        return connection.awaitPeerClosed(limit);
    }

    private static byte[] chunk(byte[] piece) throws IOException {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunk.writeBytes((Integer.toHexString(piece.length) + "\r\n").getBytes(UTF_8));
        chunk.writeBytes(piece);
        chunk.writeBytes("\r\n".getBytes(UTF_8));
        return chunk.toByteArray();
    }
}
