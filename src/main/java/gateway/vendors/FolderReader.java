package gateway.vendors;

import java.nio.file.Path;

/** Reads, lints and replays one vendor folder. Thread-safe; touches nothing that is live. */
@FunctionalInterface
public interface FolderReader {

    /** Never throws for what stands in the folder: that is a {@link FolderReading.Broken}. */
    FolderReading read(Path folder);
}
