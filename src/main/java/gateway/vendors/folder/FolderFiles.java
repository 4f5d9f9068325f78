package gateway.vendors.folder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of a vendor folder. */
final class FolderFiles {

    /** Fixtures with a long stream are the largest files; people read them. */
    static final int LARGEST_FILE_BYTES = 256 * 1024;

    static final String CARD = "vendor.yaml";
    static final String ROUTES = "routes.camel.yaml";
    static final String FIXTURES = "fixtures";
    static final String EMBEDDINGS = "embeddings";

    private static final Set<String> KNOWN = Set.of(
            CARD,
            ROUTES,
            FIXTURES,
            EMBEDDINGS,
            "request.jslt",
            "response.jslt",
            "event.jslt",
            "error.jslt",
            "README.md");

    private static final Set<String> KNOWN_OF_EMBEDDINGS = Set.of("request.jslt", "response.jslt");

    private final Path folder;
    private final Faults faults;

    FolderFiles(Path folder, Faults faults) {
        this.folder = folder;
        this.faults = faults;
    }

    /** Path of a file as messages show it. */
    String show(String name) {
        return folder.resolve(name).toString();
    }

    /** The same for messages that callers may see: where the folders are is nobody's business. */
    String shortName(String name) {
        return folder.getFileName() + "/" + name;
    }

    boolean has(String name) {
        return Files.exists(folder.resolve(name));
    }

    /** The text of a file, which is searched for credentials; null when it is missing, or after a fault was noted. */
    @Nullable
    String text(String name) {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            return null;
        }
        if (!isOurs(file)) {
            faults.add(show(name), 0, "must be a regular file in the folder of vendors: copy it there");
            return null;
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST_FILE_BYTES + 1);
            if (bytes.length > LARGEST_FILE_BYTES) {
                faults.add(show(name), 0, "is larger than " + LARGEST_FILE_BYTES / 1024 + " KiB: make it smaller");
                return null;
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            Secrets.lint(show(name), text, faults);
            return text;
        } catch (CharacterCodingException e) {
            faults.add(show(name), 0, "is not UTF-8 text: save it as UTF-8");
        } catch (IOException e) {
            faults.add(show(name), 0, "cannot be read: " + e.getClass().getSimpleName());
        }
        return null;
    }

    /** Links may lead about the folder of vendors, as mounted volumes have them, but not out of it; no pipe is waited for. */
    private boolean isOurs(Path file) {
        try {
            Path root = folder.resolve("..").toRealPath();
            return Files.isRegularFile(file) && file.toRealPath().startsWith(root);
        } catch (IOException e) {
            return false;
        }
    }

    /** As {@link #text}, for a file that must be there. */
    @Nullable
    String requiredText(String name, String purpose) {
        if (!has(name)) {
            faults.add(show(name), 0, "is missing: " + purpose);
        }
        return text(name);
    }

    void rejectUnknown() {
        rejectUnknown("", KNOWN);
        rejectUnknown(EMBEDDINGS, KNOWN_OF_EMBEDDINGS);
    }

    private void rejectUnknown(String sub, Set<String> known) {
        for (String name : list(sub)) {
            if (!known.contains(name)) {
                String hint = ClosestName.hint(name, known);
                faults.add(
                        show(sub.isEmpty() ? name : sub + '/' + name),
                        0,
                        "is not a file of a vendor folder"
                                + (hint.isEmpty()
                                        ? ": remove it; known are "
                                                + String.join(
                                                        ", ",
                                                        known.stream().sorted().toList())
                                        : hint));
            }
        }
    }

    /** Names in a sub-folder, sorted, without what editors and version control leave behind. */
    List<String> list(String sub) {
        Path path = folder.resolve(sub);
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !name.startsWith(".") && !name.endsWith("~"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            faults.add(show(sub), 0, "cannot be listed: " + e.getClass().getSimpleName());
            return List.of();
        }
    }
}
