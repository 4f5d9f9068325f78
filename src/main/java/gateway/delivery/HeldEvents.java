package gateway.delivery;

import java.io.ByteArrayOutputStream;

/** Events that came before the first content: kept back, so that another vendor can still take over. Bounded. */
final class HeldEvents implements Chunks.Sink {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    private final int limit;

    HeldEvents(int limit) {
        this.limit = limit;
    }

    @Override
    public void event(byte[] event, int offset, int length) {
        if (bytes.size() + length > limit) {
            throw new CallFailure(FailureKind.TOO_LARGE, "too much came before the first content");
        }
        bytes.writeBytes(EventStream.DATA);
        bytes.write(event, offset, length);
        bytes.writeBytes(EventStream.END);
    }

    void writeTo(EventStream events) {
        events.framed(bytes.toByteArray());
    }
}
