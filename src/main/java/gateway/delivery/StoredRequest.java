package gateway.delivery;

import gateway.tasks.TaskLease;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The request of a task, brought from where it is kept when somebody reads it. */
final class StoredRequest extends InputStream {

    private final TaskLease lease;
    private @Nullable InputStream content;

    StoredRequest(TaskLease lease) {
        this.lease = lease;
    }

    private InputStream content() {
        InputStream in = content;
        if (in == null) {
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
