package gateway.delivery;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/** A stream that is refused as soon as it is longer than it may be. */
final class BoundedStream extends FilterInputStream {

    private final Supplier<RuntimeException> refusal;
    private long left;

    /** @param limit bytes */
    BoundedStream(InputStream in, long limit, Supplier<RuntimeException> refusal) {
        super(in);
        this.left = limit;
        this.refusal = refusal;
    }

    @Override
    public int read() throws IOException {
        int read = in.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = in.read(into, offset, length);
        count(Math.max(0, read));
        return read;
    }

    private void count(int bytes) {
        left -= bytes;
        if (left < 0) {
            throw refusal.get();
        }
    }
}
