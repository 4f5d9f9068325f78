package gateway.delivery;

import gateway.tasks.TaskLease;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The request of a task, brought from where it is kept when somebody reads it. */
final class StoredRequest extends InputStream {

    private final TaskLease lease;
    private @Nullable InputStream content;
    private LongConsumer room = bytes -> {};

    StoredRequest(TaskLease lease) {
        this.lease = lease;
    }

    /** @param room is told how many bytes are about to be held, and may refuse */
    void onRead(LongConsumer room) {
        this.room = room;
    }

    private InputStream content() {
        InputStream in = content;
        if (in == null) {
            room.accept(lease.requestBytes());
            in = new ByteArrayInputStream(lease.request());
            content = in;
        }
        return in;
    }

    @Override
    public int read() throws IOException {
        return content().read();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        return content().read(into, offset, length);
    }
}
