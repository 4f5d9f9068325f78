package gateway.delivery.http;

import gateway.delivery.Upstream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.impl.ConnectionHolder;
import org.apache.hc.client5.http.impl.DefaultClientConnectionReuseStrategy;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Calls over the pool of connections, each exactly once: nothing is redirected, repeated, unpacked or remembered. The
 * library's own client does the same with all that switched off, at twice the cost: it passes each call through a chain of
 * what is switched off.
 */
final class VendorConnections {

    private final HttpClientConnectionManager pool;
    private final Timeout lease;
    private final TimeValue connect;
    private final HttpRequestExecutor executor = new HttpRequestExecutor(DefaultClientConnectionReuseStrategy.INSTANCE);

    VendorConnections(HttpClientConnectionManager pool, VendorClientSettings settings) {
        this.pool = pool;
        this.lease = Timeout.of(settings.leaseTimeout());
        this.connect = TimeValue.of(settings.connectTimeout());
    }

    /**
     * Sends a request and reads the head of its answer. The upstream of the calling thread can cut the connection from now
     * on, until the answer was closed.
     *
     * @param silence longest the vendor may say nothing
     */
    VendorReply call(HttpRoute route, ClassicHttpRequest request, Timeout silence) throws IOException, HttpException {
        HttpClientContext context = HttpClientContext.create();
        ConnectionEndpoint endpoint = usable(route);
        try {
            if (!Upstream.connected(() -> endpoint.close(CloseMode.IMMEDIATE))) {
                throw new InterruptedIOException("cancelled while waiting for a connection");
            }
            if (!endpoint.isConnected()) {
                pool.connect(endpoint, connect, context);
            }
            endpoint.setSocketTimeout(silence);
            ClassicHttpResponse response = endpoint.execute("", request, executor::execute, context);
            boolean kept = DefaultClientConnectionReuseStrategy.INSTANCE.keepAlive(request, response, context);
            TimeValue rest = DefaultConnectionKeepAliveStrategy.INSTANCE.getKeepAliveDuration(response, context);
            return new VendorReply(response, pool, endpoint, kept ? rest : null);
        } catch (IOException | HttpException | RuntimeException | Error e) {
            discard(endpoint);
            throw e;
        }
    }

    private void discard(ConnectionEndpoint endpoint) {
        endpoint.close(CloseMode.IMMEDIATE);
        pool.release(endpoint, null, TimeValue.ZERO_MILLISECONDS);
    }

    /** A connection that its vendor has not closed since it was used, or one that is to be made. */
    private ConnectionEndpoint usable(HttpRoute route) throws IOException {
        ConnectionEndpoint endpoint = lease(route);
        while (endpoint.isConnected() && isClosed(endpoint)) {
            discard(endpoint);
            endpoint = lease(route);
        }
        return endpoint;
    }

    /**
     * Whether its vendor has closed it, or said something unasked. The library's own look waits a millisecond, so that it
     * could be had after a long rest only; but whole pools are closed at once, in use a moment ago, when a vendor starts anew.
     */
    private static boolean isClosed(ConnectionEndpoint endpoint) {
        if (!(endpoint instanceof ConnectionHolder holder)
                || !(holder.get() instanceof ManagedHttpClientConnection connection)
                || connection.getSocket() == null) {
            return true;
        }
        SocketChannel channel = connection.getSocket().getChannel();
        if (channel == null) {
            // A pool of other sockets than ours, at which one cannot look.
            return false;
        }
        try {
            channel.configureBlocking(false);
            int unasked = channel.read(ByteBuffer.allocate(1));
            channel.configureBlocking(true);
            return unasked != 0;
        } catch (IOException e) {
            return true;
        }
    }

    private ConnectionEndpoint lease(HttpRoute route) throws IOException {
        try {
            return pool.lease("", route, lease, null).get(lease);
        } catch (TimeoutException e) {
            throw new ConnectionRequestTimeoutException("no connection of the pool became free in time");
        } catch (ExecutionException e) {
            throw new IOException("the pool gives no connection", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for a connection", e);
        }
    }
}
