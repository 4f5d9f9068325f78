package gateway.delivery;

import gateway.api.EventWriter;
import java.io.ByteArrayOutputStream;

/** Events that came before the first content: kept back, so that another vendor can still take over. Bounded. */
final class HeldEvents implements EventWriter.Sink {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    private final int limit;

    HeldEvents(int limit) {
        this.limit = limit;
    }

    @Override
    public void write(byte[] part, int offset, int length) {
        if (bytes.size() + length > limit) {
            throw new CallFailure(FailureKind.TOO_LARGE, "too much came before the first content");
        }
        bytes.write(part, offset, length);
    }

    void writeTo(EventStream events) {
        events.write(sink -> sink.write(bytes.toByteArray()));
    }
}
