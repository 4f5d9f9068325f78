package gateway.vendors.activation;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sees which vendor folders there are and whether anything in one has changed, without reading a file. */
final class FolderScan {

    /** The folder, its fixtures, the files of a case. */
    private static final int DEEPEST = 3;

    private final Path root;
    private @Nullable Object identity;

    FolderScan(Path root) {
        this.root = root;
    }

    /**
     * A fingerprint of each folder, by its name.
     *
     * @throws IOException when the root cannot be listed, or is an empty directory where another one was before: that is
     *     what a volume leaves behind that is away
     */
    SortedMap<String, String> fingerprints() throws IOException {
        SortedMap<String, String> fingerprints = new TreeMap<>();
        Object now = Files.readAttributes(root, BasicFileAttributes.class).fileKey();
        try (Stream<Path> entries = Files.list(root)) {
            for (Path entry : entries.toList()) {
                if (visible(entry) && Files.isDirectory(entry)) {
                    fingerprints.put(entry.getFileName().toString(), fingerprint(entry));
                }
            }
        }
        if (fingerprints.isEmpty() && identity != null && !identity.equals(now)) {
            throw new IOException(root + " is empty and no longer the same directory");
        }
        identity = now;
        return fingerprints;
    }

    private static String fingerprint(Path folder) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        // Links are followed: a mounted Kubernetes ConfigMap is made of them.
        Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), DEEPEST, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
                return path.equals(folder) || visible(path) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes file) {
                if (visible(path)) {
                    files.put(
                            folder.relativize(path).toString(),
                            file.size() + ":" + file.lastModifiedTime().toInstant() + ':' + file.fileKey());
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path path, IOException gone) {
                // Deleted while we looked; the next look sees the folder as it then is.
                return FileVisitResult.CONTINUE;
            }
        });
        return files.toString();
    }

    private static boolean visible(Path path) {
        String name = path.getFileName().toString();
        return !name.startsWith(".") && !name.endsWith("~");
    }
}
