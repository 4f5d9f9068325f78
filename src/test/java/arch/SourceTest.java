package arch;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a reader of the source can count on: short files, short methods, no vendor in the code. */
class SourceTest {

    private static final Path MAIN = Path.of("src/main/java");
    private static final Path TESTS = Path.of("src/test/java");
    private static final Path VENDORS = Path.of("vendors");

    private static final int MAX_LINES = 300;
    private static final int MAX_METHOD_LINES = 40;

    /** A member of a class begins four or, when nested, eight spaces in, and its body ends on a line with a brace there. */
    private static final Pattern METHOD = Pattern.compile("( {4}| {8})[\\w@<].*");

    /** Ours, embedded in the gateway. */
    private static final Set<String> OWN_VENDORS = Set.of("sandbox");

    @Test
    void filesAreShort() {
        assertThat(sources(MAIN, TESTS).filter(file -> lines(file).size() > MAX_LINES))
                .as("files over %d lines: split them by what they are about", MAX_LINES)
                .isEmpty();
    }

    @Test
    void methodsAreShort() {
        assertThat(sources(MAIN, TESTS).flatMap(file -> longMethods(file).stream()))
                .as("methods over %d lines: give their parts a name", MAX_METHOD_LINES)
                .isEmpty();
    }

    /**
     * A vendor is data: the day its name stands in the code, the next vendor needs a programmer. Only the packages of the
     * callers' dialects may name one, because the dialect has that name.
     */
    @Test
    void noVendorIsNamedInTheCode() throws IOException {
        Set<String> vendors;
        try (Stream<Path> folders = Files.exists(VENDORS) ? Files.list(VENDORS) : Stream.empty()) {
            vendors = folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .filter(Predicate.not(OWN_VENDORS::contains))
                    .collect(toSet());
        }

        assertThat(sources(MAIN)
                        .filter(file -> !file.toString().contains("/gateway/api/"))
                        .flatMap(file -> named(file, vendors)))
                .as(
                        "names of folders under vendors/ in the code: say it without the name; examples use ones no vendor has")
                .isEmpty();
    }

    /** The guides' vendors: whoever follows them has their folders, and must still get through every check. */
    @Test
    void noVendorOfTheGuidesIsNamedInTheCode() {
        assertThat(sources(MAIN).flatMap(file -> named(file, Set.of("acme", "nimbus"))))
                .as("take globex for an example")
                .isEmpty();
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(sources(MAIN).map(Path::getParent).distinct().filter(folder -> !isNullMarked(folder)))
                .as("packages without a @NullMarked package-info.java")
                .isEmpty();
    }

    private static boolean isNullMarked(Path folder) {
        Path info = folder.resolve("package-info.java");
        return Files.exists(info) && lines(info).contains("@NullMarked");
    }

    private static Stream<String> named(Path file, Set<String> vendors) {
        List<String> lines = lines(file);
        return IntStream.range(0, lines.size()).boxed().flatMap(i -> vendors.stream()
                .filter(vendor -> Pattern.compile("\\b" + vendor + "\\b")
                        .matcher(lines.get(i).toLowerCase(Locale.ROOT))
                        .find())
                .map(vendor -> file + ":" + (i + 1) + " names " + vendor));
    }

    private static List<String> longMethods(Path file) {
        List<String> found = new ArrayList<>();
        List<String> lines = lines(file);
        for (int start = 0; start < lines.size(); start++) {
            String line = lines.get(start);
            if (!METHOD.matcher(line).matches() || !line.endsWith("{") || line.endsWith("-> {") || declaresType(line)) {
                continue;
            }
            String end = line.substring(0, line.length() - line.stripLeading().length()) + '}';
            int length = lines.subList(start, lines.size()).indexOf(end) + 1;
            if (length > MAX_METHOD_LINES) {
                found.add(file + ":" + (start + 1) + " has " + length + " lines");
            }
        }
        return found;
    }

    private static boolean declaresType(String line) {
        return line.matches(".*\\b(class|interface|enum|record)\\b.*");
    }

    private static Stream<Path> sources(Path... roots) {
        return Stream.of(roots).flatMap(root -> {
            try (Stream<Path> files = Files.walk(root)) {
                return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
