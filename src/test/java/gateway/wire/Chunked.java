package gateway.wire;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Random;

/** Hands out a stream in pieces of random size, as a network does. */
final class Chunked extends InputStream {

    private final ByteArrayInputStream bytes;
    private final int largest;
    private final Random random;
    int reads;

    Chunked(byte[] bytes, int largest, long seed) {
        this.bytes = new ByteArrayInputStream(bytes);
        this.largest = largest;
        this.random = new Random(seed);
    }

    @Override
    public int read() {
        reads++;
        return bytes.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        reads++;
        return bytes.read(into, offset, Math.min(length, 1 + random.nextInt(largest)));
    }
}
