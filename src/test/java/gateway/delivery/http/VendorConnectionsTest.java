package gateway.delivery.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import fakes.SelfSigned;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.util.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class VendorConnectionsTest {

    private static final VendorClientSettings SETTINGS = new VendorClientSettings(
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            10,
            10,
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ofMinutes(5),
            100,
            DataSize.ofKilobytes(16));

    private final Set<InetSocketAddress> callers = ConcurrentHashMap.newKeySet();

    @TempDir
    private Path folder;

    /** A vendor that starts anew closes all connections at once, those too that were in use a moment ago. */
    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void aKeptConnectionIsUsedAgainUnlessItsVendorHasClosedIt(String scheme) throws Exception {
        SelfSigned certificate = new SelfSigned(folder);
        HttpServer before = server(scheme, 0, certificate);
        int port = before.getAddress().getPort();
        HttpRoute route = new HttpRoute(new HttpHost(scheme, "localhost", port), null, scheme.equals("https"));
        try (PoolingHttpClientConnectionManager pool = new ChannelSockets()
                .setTlsSocketStrategy(new DefaultClientTlsStrategy(certificate.trusted()))
                .build()) {
            VendorConnections connections = new VendorConnections(pool, SETTINGS);
            assertThat(call(connections, route)).isEqualTo("hi");
            assertThat(call(connections, route)).isEqualTo("hi");
            assertThat(callers).as("one connection").hasSize(1);

            before.stop(0);
            HttpServer after = server(scheme, port, certificate);

            assertThat(call(connections, route)).isEqualTo("hi");
            assertThat(callers).hasSize(2);
            after.stop(0);
        }
    }

    /** On a virtual thread, as all calls are. */
    private static String call(VendorConnections connections, HttpRoute route) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.submit(() -> {
                        BasicClassicHttpRequest request = new BasicClassicHttpRequest("GET", "/");
                        request.addHeader("Host", "localhost");
                        try (VendorReply reply = connections.call(route, request, Timeout.ofSeconds(10))) {
                            return new String(reply.readAllBytes(), StandardCharsets.UTF_8);
                        }
                    })
                    .get();
        }
    }

    private HttpServer server(String scheme, int port, SelfSigned certificate) throws Exception {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        HttpServer server = scheme.equals("https") ? HttpsServer.create(address, 0) : HttpServer.create(address, 0);
        if (server instanceof HttpsServer tls) {
            tls.setHttpsConfigurator(new HttpsConfigurator(certificate.shown()));
        }
        server.createContext("/", exchange -> {
            callers.add(exchange.getRemoteAddress());
            byte[] body = "hi".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }
}
