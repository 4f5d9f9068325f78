package gateway.servlet;

import gateway.delivery.Client;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The caller as a servlet response. */
final class ServletClient implements Client {

    private final HttpServletResponse response;
    private final @Nullable SocketProbe probe;
    private boolean begun;

    /** @param probe null on connections that cannot be looked at; a caller who leaves is then noticed by writing */
    ServletClient(HttpServletResponse response, @Nullable SocketProbe probe) {
        this.response = response;
        this.probe = probe;
    }

    @Override
    public void send(int status, Map<String, String> headers, byte[] body) throws IOException {
        begin(status, headers);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    @Override
    public void begin(int status, Map<String, String> headers) {
        begun = true;
        response.setStatus(status);
        headers.forEach(response::setHeader);
    }

    @Override
    public boolean begun() {
        return begun;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        response.getOutputStream().write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
        response.flushBuffer();
    }

    @Override
    public void watch() {
        if (probe != null) {
            probe.watch();
        }
    }

    @Override
    public boolean gone() {
        return probe != null && probe.gone();
    }

    @Override
    public void release() {
        if (probe != null) {
            probe.release();
        }
    }
}
