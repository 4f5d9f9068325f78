package gateway.media.http;

import gateway.time.Ticker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.net.InetAddressUtils;
import org.apache.hc.core5.util.Timeout;

/**
 * Calls addresses that others have named: vendors their files', callers their webhooks'. Over http(s), without redirects,
 * within bounds of size and time, and public addresses only unless they are trusted, for what others say must not reach into
 * our own network. Thread-safe.
 */
public final class PublicClient implements AutoCloseable {

    private static final int OK = 200;
    private static final int LAST_PORT = 65_535;
    private static final int LONGEST_LINE = 16 * 1024;
    private static final int MOST_HEADERS = 200;
    private static final int PIECE = 64 * 1024;

    private final CloseableHttpClient anywhere;
    private final CloseableHttpClient publicOnly;
    private final Ticker ticker;
    private final Limits limits;

    /**
     * How much a fetch may take.
     *
     * @param bytes of a file
     * @param silence to connect, and between two packets
     * @param time in all
     * @param connections to one host, and a fourth of those in all
     */
    public record Limits(int bytes, Duration silence, Duration time, int connections) {}

    public PublicClient(Limits limits, Ticker ticker) {
        this.limits = limits;
        this.ticker = ticker;
        this.anywhere = client(limits, SystemDefaultDnsResolver.INSTANCE);
        this.publicOnly = client(limits, new PublicAddresses());
    }

    private static CloseableHttpClient client(Limits limits, DnsResolver resolver) {
        PoolingHttpClientConnectionManagerBuilder connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnPerRoute(limits.connections())
                .setMaxConnTotal(4 * limits.connections())
                .setDnsResolver(resolver)
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(Http1Config.custom()
                                .setMaxLineLength(LONGEST_LINE)
                                .setMaxHeaderCount(MOST_HEADERS)
                                .build())
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(limits.silence()))
                        .setSocketTimeout(Timeout.of(limits.silence()))
                        .build());
        return HttpClients.custom()
                .setConnectionManager(connections.build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.of(limits.silence()))
                        .build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
    }

    /** Whether an address of this host may be public: false for one of our own network that is given by its number. */
    public static boolean mayBePublic(String host) {
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        if (!InetAddressUtils.isIPv4(bare) && !InetAddressUtils.isIPv6(bare)) {
            return true;
        }
        try {
            return PublicAddresses.isPublic(InetAddress.getByName(bare));
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /**
     * The whole file.
     *
     * @param trusted whether the address may be one of our own network
     * @throws FetchException when it is not to be had
     * @throws IOException when the connection fails; its message may hold the address
     */
    public byte[] get(String address, boolean trusted) throws IOException {
        HttpGet request = new HttpGet(checked(address));
        long end = ticker.nanos() + limits.time().toNanos();
        return (trusted ? anywhere : publicOnly).execute(request, response -> {
            if (response.getCode() != OK) {
                throw new FetchException("HTTP " + response.getCode());
            }
            try {
                return content(response, end);
            } catch (FetchException e) {
                // What is left of it is cut, not read to its end.
                request.abort();
                throw e;
            }
        });
    }

    private byte[] content(ClassicHttpResponse response, long end) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream(PIECE);
        byte[] piece = new byte[PIECE];
        try (InputStream in = response.getEntity().getContent()) {
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                content.write(piece, 0, read);
                if (content.size() > limits.bytes()) {
                    throw new FetchException("the file is over the limit of " + limits.bytes() + " bytes");
                }
                if (ticker.nanos() - end > 0) {
                    throw new FetchException("the file did not come within " + limits.time());
                }
            }
        }
        return content.toByteArray();
    }

    /**
     * Sends a JSON text; what is answered is not read.
     *
     * @param headers beside its type
     * @param trusted whether the address may be one of our own network
     * @param patience in all
     * @return HTTP status
     * @throws IOException when it cannot be sent; its message may hold the address
     */
    public int post(String address, Map<String, String> headers, byte[] json, boolean trusted, Duration patience)
            throws IOException {
        HttpPost request = new HttpPost(checked(address));
        request.setEntity(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
        headers.forEach(request::setHeader);
        request.setConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(patience))
                .setResponseTimeout(Timeout.of(patience))
                .build());
        Thread end = Thread.ofVirtual().start(() -> abortAfter(request, patience));
        try {
            return (trusted ? anywhere : publicOnly).execute(request, response -> {
                // It may be endless.
                request.abort();
                return response.getCode();
            });
        } finally {
            end.interrupt();
        }
    }

    /** Unless the calling thread is interrupted before. */
    private void abortAfter(HttpPost request, Duration patience) {
        long end = ticker.nanos() + patience.toNanos();
        while (!Thread.currentThread().isInterrupted()) {
            long left = end - ticker.nanos();
            if (left <= 0) {
                request.abort();
                return;
            }
            LockSupport.parkNanos(left);
        }
    }

    private static URI checked(String address) throws FetchException {
        try {
            URI uri = URI.create(address);
            if (uri.getHost() != null
                    && uri.getPort() <= LAST_PORT
                    && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new FetchException("no address of a web server");
    }

    @Override
    public void close() throws IOException {
        anywhere.close();
        publicOnly.close();
    }
}
