package gateway.vendors.folder;

import gateway.vendors.Capability;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of a vendor folder. */
final class FolderFiles {

    /** Fixtures with a long stream are the largest files; people read them. */
    static final int LARGEST_FILE_BYTES = 256 * 1024;

    static final String CARD = "vendor.yaml";
    static final String ROUTES = "routes.camel.yaml";
    static final String FIXTURES = "fixtures";
    static final String REQUEST = "request.jslt";
    static final String RESPONSE = "response.jslt";
    static final String EVENT = "event.jslt";
    static final String ERROR = "error.jslt";
    static final String POLL = "poll.jslt";
    static final String FIND = "find.jslt";

    private static final Set<String> OF_CHAT = Set.of(REQUEST, RESPONSE, EVENT, ERROR);
    private static final Set<String> OF_OTHERS = Set.of(REQUEST, RESPONSE, ERROR);
    private static final Set<String> OF_TASKS = Set.of(REQUEST, RESPONSE, ERROR, POLL, FIND);

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

    /** Where the mapping files of a capability lie, ready to have their names put behind it; those of chat lie at the top. */
    static String mappingsOf(Capability capability) {
        return capability.name().equals(Capability.CHAT.name()) ? "" : capability.name() + '/';
    }

    /** @param capabilities those of the card: each but chat may have a sub-folder */
    void rejectUnknown(Collection<Capability> capabilities) {
        Set<String> top = new TreeSet<>(OF_CHAT);
        top.addAll(List.of(CARD, ROUTES, FIXTURES, "README.md"));
        for (Capability capability : capabilities) {
            String sub = mappingsOf(capability);
            if (!sub.isEmpty()) {
                top.add(capability.name());
                rejectUnknown(sub, known(capability));
            }
        }
        rejectUnknown("", top);
    }

    private static Set<String> known(Capability capability) {
        if (capability.protocol().task() != null) {
            return OF_TASKS;
        }
        return capability.kind() == Capability.Kind.CHAT ? OF_CHAT : OF_OTHERS;
    }

    private void rejectUnknown(String sub, Set<String> known) {
        for (String name : list(sub)) {
            if (!known.contains(name)) {
                String hint = ClosestName.hint(name, known);
                String remedy = Files.isDirectory(folder.resolve(sub + name))
                        ? ": name it under capabilities in the card if its mappings lie there, or remove it"
                        : ": remove it; known are " + String.join(", ", new TreeSet<>(known));
                faults.add(show(sub + name), 0, "is not a file of a vendor folder" + (hint.isEmpty() ? remedy : hint));
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
