package gateway.delivery.http;

import gateway.delivery.Upstream;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.impl.DefaultClientConnectionReuseStrategy;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
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
        ConnectionEndpoint endpoint = lease(route);
        try {
            Upstream.connected(() -> endpoint.close(CloseMode.IMMEDIATE));
            if (!endpoint.isConnected()) {
                pool.connect(endpoint, connect, context);
            }
            endpoint.setSocketTimeout(silence);
            ClassicHttpResponse response = endpoint.execute("", request, executor::execute, context);
            boolean kept = DefaultClientConnectionReuseStrategy.INSTANCE.keepAlive(request, response, context);
            TimeValue rest = DefaultConnectionKeepAliveStrategy.INSTANCE.getKeepAliveDuration(response, context);
            return new VendorReply(response, pool, endpoint, kept ? rest : null);
        } catch (IOException | HttpException | RuntimeException | Error e) {
            endpoint.close(CloseMode.IMMEDIATE);
            pool.release(endpoint, null, TimeValue.ZERO_MILLISECONDS);
            throw e;
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
