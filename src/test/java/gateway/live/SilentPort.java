package gateway.live;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A port that answers no attempt to connect, as behind a firewall that drops packets: its queue is full. */
final class SilentPort implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 200;

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<Socket> waiting = new ArrayList<>();

    private SilentPort() throws IOException {}

    static SilentPort open() throws IOException {
        SilentPort port = new SilentPort();
        port.fill();
        return port;
    }

    private void fill() throws IOException {
        while (true) {
            Socket socket = new Socket();
            waiting.add(socket);
            try {
                socket.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), PATIENCE_MILLIS);
            } catch (SocketTimeoutException full) {
                return;
            }
        }
    }

    String url() {
        return "http://" + server.getInetAddress().getHostAddress() + ':' + server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : waiting) {
            socket.close();
        }
        server.close();
    }
}
