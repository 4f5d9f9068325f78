package gateway.servlet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Tells whether the client of one connection is still there while its request is being served. A servlet cannot know: it
 * meets a closed connection only when it writes, and a request that waits for a vendor does not write. So the socket is
 * read without waiting; what a pipelining client has sent ahead is handed back for the next request.
 */
final class SocketProbe {

    private final SocketWrapperBase<?> socket;
    private final ByteBuffer oneByte = ByteBuffer.allocate(1);
    private boolean watching;

    SocketProbe(SocketWrapperBase<?> socket) {
        this.socket = socket;
    }

    /** From here on the container does not read: the request has been read in whole. */
    synchronized void watch() {
        watching = true;
    }

    /** From here on the container reads again. */
    synchronized void release() {
        watching = false;
    }

    /** A thread that waits for the rest of a body meets its end. */
    void stopReading() {
        shut(SocketChannel::shutdownInput);
    }

    /** A thread that waits to write meets an error, and nothing it writes after this reaches the client. */
    void cut() {
        shut(SocketChannel::shutdownInput);
        shut(SocketChannel::shutdownOutput);
    }

    /** Closing is left to the container, whose threads may be using the socket. */
    private void shut(Shutting direction) {
        if (socket.getSocket() instanceof NioChannel channel) {
            try {
                direction.of(channel.getIOChannel());
            } catch (IOException e) {
                // it is closed already
            }
        }
    }

    @FunctionalInterface
    private interface Shutting {
        void of(SocketChannel channel) throws IOException;
    }

    synchronized boolean gone() {
        if (!watching) {
            return false;
        }
        oneByte.clear();
        try {
            if (socket.read(false, oneByte) > 0) {
                oneByte.flip();
                socket.unRead(oneByte);
            }
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
