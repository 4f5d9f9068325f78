package gateway.media.local;

import gateway.media.FileName;
import gateway.media.MediaStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** Files below one folder, in sub-folders by the first digits of their names, so that none grows large. */
public final class LocalMediaStore implements MediaStore {

    private static final int DIGITS_OF_FOLDER = 2;
    private static final String UNFINISHED = ".tmp";

    private final Path folder;
    private final InstantSource clock;

    public LocalMediaStore(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    @Override
    public FileName put(byte[] content) throws IOException {
        FileName name = FileName.of(content);
        Path file = path(name);
        if (!touched(file)) {
            Files.createDirectories(file.getParent());
            // Nobody may ever see half a file under its name.
            Path unfinished = Files.createTempFile(file.getParent(), name.hash(), UNFINISHED);
            try {
                Files.write(unfinished, content);
                Files.setLastModifiedTime(unfinished, FileTime.from(clock.instant()));
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        }
        return name;
    }

    private boolean touched(Path file) throws IOException {
        try {
            Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    @Override
    public long size(FileName name) throws IOException {
        try {
            return Files.size(path(name));
        } catch (NoSuchFileException e) {
            return ABSENT;
        }
    }

    @Override
    public InputStream read(FileName name, long from) throws IOException {
        SeekableByteChannel channel = Files.newByteChannel(path(name));
        channel.position(from);
        return Channels.newInputStream(channel);
    }

    @Override
    public void removeOlderThan(Instant time) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        for (Path each : entries(folder)) {
            for (Path file : Files.isDirectory(each) ? entries(each) : List.<Path>of()) {
                removeIfOlder(file, time);
            }
        }
    }

    private static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    /** Only what was put here: somebody may have named a folder that holds more. */
    private static void removeIfOlder(Path file, Instant time) throws IOException {
        String name = file.getFileName().toString();
        if (FileName.parse(name) == null && !name.endsWith(UNFINISHED)) {
            return;
        }
        try {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(time)) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            // another node has removed it
        }
    }

    private Path path(FileName name) {
        return folder.resolve(name.hash().substring(0, DIGITS_OF_FOLDER)).resolve(name.toString());
    }
}
