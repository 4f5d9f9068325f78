package streams.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** CPU time and resident memory of processes and all that descend from them, from /proc. */
final class ProcessTree {

    /** User and system time in seconds since each began, what ended children took included; resident bytes. */
    record Use(double user, double system, long resident) {}

    private record Entry(long parent, long user, long system, long pages) {}

    private static final Path PROC = Path.of("/proc");

    private final List<Long> roots;
    private final double ticksPerSecond = configuration("CLK_TCK", 100);
    private final long pageSize = configuration("PAGESIZE", 4096);

    ProcessTree(List<Long> roots) {
        this.roots = roots;
    }

    boolean isEmpty() {
        return roots.isEmpty();
    }

    /** @throws IllegalArgumentException when one of the processes is not there */
    void check() {
        for (long root : roots) {
            if (!Files.exists(PROC.resolve(String.valueOf(root)))) {
                throw new IllegalArgumentException("no process " + root);
            }
        }
    }

    Use use() {
        if (isEmpty()) {
            return new Use(0, 0, 0);
        }
        Map<Long, Entry> all = all();
        Map<Long, List<Long>> children = new HashMap<>();
        all.forEach((pid, entry) ->
                children.computeIfAbsent(entry.parent, p -> new ArrayList<>()).add(pid));
        Deque<Long> open = new ArrayDeque<>(roots);
        Set<Long> seen = new HashSet<>();
        long user = 0;
        long system = 0;
        long pages = 0;
        while (!open.isEmpty()) {
            long pid = open.pop();
            Entry entry = all.get(pid);
            if (entry != null && seen.add(pid)) {
                user += entry.user;
                system += entry.system;
                pages += entry.pages;
                open.addAll(children.getOrDefault(pid, List.of()));
            }
        }
        return new Use(user / ticksPerSecond, system / ticksPerSecond, pages * pageSize);
    }

    private static Map<Long, Entry> all() {
        Map<Long, Entry> all = new HashMap<>();
        try (Stream<Path> folders = Files.list(PROC)) {
            for (Path folder : (Iterable<Path>) folders::iterator) {
                String name = folder.getFileName().toString();
                if (Character.isDigit(name.charAt(0))) {
                    try {
                        all.put(Long.parseLong(name), entry(Files.readString(folder.resolve("stat"))));
                    } catch (IOException e) {
                        // It has ended meanwhile.
                    }
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot read /proc", e);
        }
        return all;
    }

    /** Fields as proc(5) numbers them; the second, a name in brackets, may hold anything. */
    private static Entry entry(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return new Entry(
                Long.parseLong(fields[4 - 3]),
                Long.parseLong(fields[14 - 3]) + Long.parseLong(fields[16 - 3]),
                Long.parseLong(fields[15 - 3]) + Long.parseLong(fields[17 - 3]),
                Long.parseLong(fields[24 - 3]));
    }

    private static long configuration(String name, long otherwise) {
        try {
            Process getconf = new ProcessBuilder("getconf", name).start();
            return Long.parseLong(new String(getconf.getInputStream().readAllBytes()).strip());
        } catch (IOException | NumberFormatException e) {
            return otherwise;
        }
    }
}
