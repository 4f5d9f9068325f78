package gateway.media.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.util.Timeout;

/**
 * Fetches files from addresses that vendors named: over http(s), without redirects, up to a size, and from public addresses
 * only, for an answer of a vendor must not reach into our own network. Thread-safe.
 */
public final class PublicFetch implements AutoCloseable {

    private static final int OK = 200;

    private final CloseableHttpClient client;
    private final int limit;

    /**
     * @param anywhere also from addresses that are not public
     * @param limit in bytes
     * @param timeout to connect, and between two packets
     */
    public PublicFetch(boolean anywhere, int limit, Duration timeout) {
        this.limit = limit;
        PoolingHttpClientConnectionManagerBuilder connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(timeout))
                        .setSocketTimeout(Timeout.of(timeout))
                        .build());
        if (!anywhere) {
            connections.setDnsResolver(new PublicAddresses());
        }
        this.client = HttpClients.custom()
                .setConnectionManager(connections.build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
    }

    /**
     * The whole file.
     *
     * @throws IOException when it cannot be had: the message holds nothing of the address, which may be signed
     */
    public byte[] get(String address) throws IOException {
        HttpGet request = new HttpGet(checked(address));
        return client.execute(request, response -> {
            if (response.getCode() != OK) {
                throw new IOException("HTTP " + response.getCode());
            }
            HttpEntity entity = response.getEntity();
            try (InputStream in = entity.getContent()) {
                byte[] content = in.readNBytes(limit + 1);
                if (content.length > limit) {
                    request.abort();
                    throw new IOException("the file is over the limit of " + limit + " bytes");
                }
                return content;
            }
        });
    }

    private static URI checked(String address) throws IOException {
        try {
            URI uri = URI.create(address);
            if (uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new IOException("no address of a web server");
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
