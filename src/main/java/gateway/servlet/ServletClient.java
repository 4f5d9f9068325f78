package gateway.servlet;

import gateway.delivery.Client;
import gateway.time.Ticker;
import jakarta.servlet.RequestDispatcher;
import java.io.IOException;
import java.util.Map;
import org.apache.catalina.connector.Response;
import org.jspecify.annotations.Nullable;

/**
 * The caller as a servlet response. A whole answer leaves when its request has been settled, so that whoever has it can ask
 * for the decision at once.
 */
final class ServletClient implements Client {

    /** Written at once; each has the write limit for itself, so that a large answer may take its time. */
    private static final int PIECE = 64 * 1024;

    private final Response response;
    private final @Nullable SocketProbe probe;
    private final Ticker ticker;
    private boolean begun;
    private boolean released;
    private volatile long writingSince;

    /** @param probe null on connections that cannot be looked at; a caller who leaves is then noticed by writing */
    ServletClient(Response response, @Nullable SocketProbe probe, Ticker ticker) {
        this.response = response;
        this.probe = probe;
        this.ticker = ticker;
    }

    @Override
    public void send(int status, Map<String, String> headers, byte[] body) throws IOException {
        if (response.isSuspended()) {
            // Tomcat has met a body that broke off, and has begun to answer in words of its own.
            response.getRequest().removeAttribute(RequestDispatcher.ERROR_EXCEPTION);
            response.setErrorReported();
            response.setSuspended(false);
            response.reset();
        }
        begin(status, headers);
        response.setContentLength(body.length);
        for (int from = 0; from < body.length; from += PIECE) {
            write(body, from, Math.min(PIECE, body.length - from));
        }
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
        writingSince = ticker.nanos() | 1;
        try {
            response.getOutputStream().write(bytes, offset, length);
        } finally {
            writingSince = 0;
        }
    }

    @Override
    public void flush() throws IOException {
        writingSince = ticker.nanos() | 1;
        try {
            response.flushBuffer();
        } finally {
            writingSince = 0;
        }
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
    public long writingSince() {
        return writingSince;
    }

    @Override
    public synchronized void stopReading() {
        if (probe != null && !released) {
            probe.stopReading();
        }
    }

    @Override
    public synchronized void abort() {
        if (probe != null && !released) {
            probe.cut();
        }
    }

    @Override
    public void onEnd(Runnable action) {
        response.getRequest().setAttribute(EntryValve.END, action);
    }

    @Override
    public synchronized void release() {
        // From here on the connection serves its next request.
        released = true;
        if (probe != null) {
            probe.release();
        }
    }
}
