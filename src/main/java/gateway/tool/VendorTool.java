package gateway.tool;

import gateway.delivery.OfflineReplay;
import gateway.vendors.Fault;
import gateway.vendors.Replay;
import gateway.vendors.VendorLimits;
import gateway.vendors.VendorTimeouts;
import gateway.vendors.folder.CardDefaults;
import gateway.vendors.folder.FolderReader;
import gateway.vendors.folder.Recorder;
import gateway.vendors.folder.TemplateFiles;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code java -jar aigc-gateway.jar vendor check <folder>...} lints folders and replays their fixtures;
 * {@code vendor record <folder> <case> <request> <answer>} makes a fixture of a captured exchange.
 */
public final class VendorTool {

    /** First word of the command line that calls for this instead of a gateway. */
    public static final String COMMAND = "vendor";

    private static final String USAGE = """
            vendor check <folder>...
            vendor record <folder> <case> <request.json> <answer.json | answer.sse | error.json> [--force]
            """;
    private static final int WRONG = 1;
    private static final int MISUSED = 2;
    private static final int RECORD_WORDS = 6;

    /** Last word of a recording that may replace a case. */
    private static final String FORCE = "--force";

    private static final String CARD = "vendor.yaml";

    private final PrintStream out;
    private final Replay replay = OfflineReplay.create();
    private final FolderReader reader;

    public VendorTool(PrintStream out) {
        this.out = out;
        Duration any = Duration.ofSeconds(1);
        CardDefaults defaults = new CardDefaults(new VendorLimits(1, 1), new VendorTimeouts(any, any, any));
        this.reader = new FolderReader(defaults, new TemplateFiles(), replay);
    }

    /** For the command line, whose output is what the standard output is for. */
    public static VendorTool onStandardOutput() {
        return new VendorTool(new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
    }

    /** @return exit code: 0 when all is well, 1 when a folder is at fault, 2 when the command is */
    public int run(String... words) {
        List<String> all = Arrays.asList(words);
        try {
            if (all.size() > 2 && all.get(1).equals("check")) {
                return check(all.subList(2, all.size()));
            }
            boolean force = all.size() == RECORD_WORDS + 1 && all.getLast().equals(FORCE);
            if ((all.size() == RECORD_WORDS || force) && all.get(1).equals("record")) {
                return record(all.subList(2, RECORD_WORDS), force);
            }
        } catch (IOException e) {
            out.println("cannot read or write " + e.getMessage());
            return WRONG;
        }
        out.print(USAGE);
        return MISUSED;
    }

    private int check(List<String> folders) throws IOException {
        int faulty = 0;
        for (String folder : folders) {
            Path path = Path.of(folder);
            List<Fault> faults = faults(folder, path);
            faults.forEach(out::println);
            if (faults.isEmpty()) {
                out.println(folder + ": in order");
            }
            faulty += faults.isEmpty() ? 0 : 1;
        }
        return faulty == 0 ? 0 : WRONG;
    }

    private List<Fault> faults(String folder, Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(new Fault(folder, 0, "is no folder"));
        }
        try (Stream<Path> inside = Files.list(path)) {
            boolean ofVendors =
                    !Files.exists(path.resolve(CARD)) && inside.anyMatch(each -> Files.exists(each.resolve(CARD)));
            return ofVendors
                    ? List.of(new Fault(folder, 0, "holds the folders of vendors: give those, as in " + folder + "/*"))
                    : reader.read(path).faults();
        }
    }

    private int record(List<String> words, boolean force) throws IOException {
        Path folder = Path.of(words.get(0));
        String name = words.get(1);
        List<Fault> faults =
                new Recorder(reader, replay).record(folder, name, Path.of(words.get(2)), Path.of(words.get(3)), force);
        faults.forEach(out::println);
        if (faults.isEmpty()) {
            out.println(folder.resolve("fixtures").resolve(name)
                    + ": recorded; read what it says before you keep it, and invent what callers said");
        }
        return faults.isEmpty() ? 0 : WRONG;
    }
}
