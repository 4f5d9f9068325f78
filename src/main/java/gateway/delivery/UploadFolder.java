package gateway.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where callers' files lie while their requests last, all of them within a limit. Thread-safe. */
final class UploadFolder {

    private final Path folder;
    private final Room room;

    /** @param limit bytes of all files */
    UploadFolder(Path folder, long limit) {
        this.folder = folder;
        this.room = new Room(limit, "large files");
    }

    /** A new file, which loses its name at once, where that can be: then nothing is left of it when the process dies. */
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

    /** For what the files hold. */
    Room room() {
        return room;
    }
}
