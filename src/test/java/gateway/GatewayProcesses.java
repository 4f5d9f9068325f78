package gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Gateways that run as processes of their own, on free ports, with their data and all that they print in one folder. */
final class GatewayProcesses implements AutoCloseable {

    private final Path folder;
    private final List<Process> started = new ArrayList<>();

    GatewayProcesses(Path folder) {
        this.folder = folder;
    }

    /** @param settings variables of its environment */
    Process start(Map<String, String> settings, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(Map.of("GATEWAY_PORT", "0", "GATEWAY_CONSOLE_PORT", "0"));
        builder.environment().put("GATEWAY_DATA", folder.resolve("data").toString());
        builder.environment().putAll(settings);
        builder.redirectErrorStream(true).redirectOutput(output().toFile());
        Process process = builder.start();
        started.add(process);
        return process;
    }

    /** What the last one has printed so far. */
    String said() {
        try {
            return Files.readString(output());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path output() {
        return folder.resolve("output");
    }

    @Override
    public void close() {
        started.forEach(Process::destroyForcibly);
    }
}
