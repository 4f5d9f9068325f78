package gateway.delivery;

import gateway.fault.ErrorCode;
import gateway.fault.GatewayException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Where callers' files lie while their requests last, all of them within a limit. Thread-safe. */
final class UploadFolder {

    private static final Duration SOON = Duration.ofSeconds(1);

    private final Path folder;
    private final long limit;
    private final AtomicLong held = new AtomicLong();

    /** @param limit bytes of all files */
    UploadFolder(Path folder, long limit) {
        this.folder = folder;
        this.limit = limit;
    }

    /** A new file, which loses its name at once: nothing is left of it when the process dies. */
    FileChannel file() {
        try {
            Files.createDirectories(folder);
            Path file = Files.createTempFile(folder, "upload", ".tmp");
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // Where an open file keeps its name it loses it when it is closed.
            }
            return channel;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws GatewayException 503 when there is no room for so many bytes more */
    void reserve(long bytes) {
        if (held.addAndGet(bytes) > limit) {
            held.addAndGet(-bytes);
            throw new GatewayException(
                    ErrorCode.OVERLOADED, "This node holds too many large files; try again.", null, SOON);
        }
    }

    void release(long bytes) {
        held.addAndGet(-bytes);
    }
}
