package gateway.delivery.http;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.jspecify.annotations.Nullable;

/**
 * The body of a vendor's answer as it comes. A connection whose answer was read to its end serves the next call; closed before
 * that it is cut, for reading on would have the vendor go on generating, and billing, for nobody. One thread's.
 */
final class VendorReply extends InputStream {

    private final ClassicHttpResponse response;
    private final HttpClientConnectionManager pool;
    private final ConnectionEndpoint endpoint;
    private final @Nullable TimeValue rest;
    private final InputStream body;
    private boolean given;

    /** @param rest how long the connection may wait for its next call; null when it may not be used again */
    VendorReply(
            ClassicHttpResponse response,
            HttpClientConnectionManager pool,
            ConnectionEndpoint endpoint,
            @Nullable TimeValue rest)
            throws IOException {
        this.response = response;
        this.pool = pool;
        this.endpoint = endpoint;
        this.rest = rest;
        HttpEntity entity = response.getEntity();
        this.body = entity == null ? InputStream.nullInputStream() : entity.getContent();
        if (entity == null) {
            giveBack(rest);
        }
    }

    int status() {
        return response.getCode();
    }

    /** Value of a header; null when there is none. */
    @Nullable
    String header(String name) {
        var header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    @Override
    public int read() throws IOException {
        return ended(body.read());
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        return ended(body.read(buffer, offset, length));
    }

    @Override
    public int available() throws IOException {
        return given ? 0 : body.available();
    }

    @Override
    public void close() {
        giveBack(null);
    }

    private int ended(int read) {
        if (read < 0) {
            giveBack(rest);
        }
        return read;
    }

    private void giveBack(@Nullable TimeValue keep) {
        if (given) {
            return;
        }
        given = true;
        if (keep == null) {
            endpoint.close(CloseMode.IMMEDIATE);
        }
        pool.release(endpoint, null, keep == null ? TimeValue.ZERO_MILLISECONDS : keep);
    }
}
