package gateway.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/** Folders of the repository whose vendors end their work later, asked about it more often than in life. */
public final class Bridges {

    private Bridges() {}

    /** Puts a folder into a gateway whose vendor plays it. */
    static void put(Gateway gateway, String name) throws IOException {
        putInto(gateway.vendors(), name);
        gateway.awaitModel(name + "-imagine", 200);
    }

    /** The same for a folder of vendors that no gateway has yet. */
    public static void putInto(Path vendors, String name) throws IOException {
        Path folder = Files.createTempDirectory(vendors.toAbsolutePath().getParent(), name);
        FileSystemUtils.copyRecursively(Path.of("vendors", name), folder);
        Path card = folder.resolve("vendor.yaml");
        Files.writeString(
                card,
                Files.readString(card)
                        .replaceFirst("first-look: \\w+", "first-look: 50ms")
                        .replaceFirst("longest-pause: \\w+", "longest-pause: 100ms")
                        .replaceFirst("looks-per-second: \\d+", "looks-per-second: 2000")
                        .replaceFirst("requests-per-second: \\d+", "requests-per-second: 5000")
                        .replaceFirst("in-flight: \\d+", "in-flight: 100"));
        Files.move(folder, vendors.resolve(name));
    }
}
