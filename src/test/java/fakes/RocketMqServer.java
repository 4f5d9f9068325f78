package fakes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** A real broker with its name server, as processes of their own on free ports. */
public final class RocketMqServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final List<Process> processes = new ArrayList<>();
    private final int nameServerPort = freePort();

    /** @param folder for its files */
    public RocketMqServer(Path folder) throws IOException {
        this.folder = folder;
        start("org.apache.rocketmq.namesrv.NamesrvStartup", Map.of("listenPort", nameServerPort));
        awaitPort(nameServerPort);
        // It listens on the two ports below and above, too.
        int port = freePort();
        start(
                "org.apache.rocketmq.broker.BrokerStartup",
                Map.of(
                        "namesrvAddr",
                        nameServers(),
                        "brokerIP1",
                        "127.0.0.1",
                        "listenPort",
                        port,
                        "brokerName",
                        "test",
                        "storePathRootDir",
                        folder.resolve("store"),
                        "storePathCommitLog",
                        folder.resolve("store/commitlog"),
                        "mappedFileSizeCommitLog",
                        16 << 20,
                        "autoCreateTopicEnable",
                        true,
                        "enableControllerMode",
                        false));
        awaitPort(port);
    }

    /** host:port of the name server. */
    public String nameServers() {
        return "127.0.0.1:" + nameServerPort;
    }

    private void start(String main, Map<String, Object> settings) throws IOException {
        Path configuration = Files.writeString(
                folder.resolve(main + ".properties"),
                settings.entrySet().stream()
                        .map(setting -> setting.getKey() + '=' + setting.getValue())
                        .collect(Collectors.joining("\n")));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:MaxDirectMemorySize=256m",
                        "--add-opens=java.base/java.nio=ALL-UNNAMED",
                        "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                        "-Duser.home=" + folder,
                        "-Drocketmq.home.dir=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        main,
                        "-c",
                        configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(main + ".log").toFile())
                .start();
        processes.add(process);
    }

    private void awaitPort(int port) {
        Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            if (!processes.getLast().isAlive()) {
                throw new IllegalStateException("it ended: see " + folder);
            }
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
                return true;
            }
        });
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        processes.reversed().forEach(Process::destroyForcibly);
    }
}
