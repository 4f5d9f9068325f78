package fakes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A real broker with its name server, as processes of their own on free ports. */
public final class RocketMqServer implements AutoCloseable {

    private final Path folder;
    private final List<JavaServer> servers = new ArrayList<>();
    private final int nameServerPort = JavaServer.freePort();

    /** @param folder for its files */
    public RocketMqServer(Path folder) throws IOException {
        this.folder = folder;
        start("org.apache.rocketmq.namesrv.NamesrvStartup", nameServerPort, Map.of());
        // It listens on the two ports below and above, too.
        start(
                "org.apache.rocketmq.broker.BrokerStartup",
                JavaServer.freePort(),
                Map.of(
                        "namesrvAddr",
                        nameServers(),
                        "brokerIP1",
                        "127.0.0.1",
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
    }

    /** host:port of the name server. */
    public String nameServers() {
        return "127.0.0.1:" + nameServerPort;
    }

    private void start(String main, int port, Map<String, Object> settings) throws IOException {
        String lines = settings.entrySet().stream()
                .map(setting -> setting.getKey() + '=' + setting.getValue() + '\n')
                .collect(Collectors.joining());
        Path configuration =
                Files.writeString(folder.resolve(main + ".properties"), "listenPort=" + port + '\n' + lines);
        servers.add(new JavaServer(
                port,
                folder.resolve(main + ".log"),
                List.of(
                        "-XX:MaxDirectMemorySize=256m",
                        "--add-opens=java.base/java.nio=ALL-UNNAMED",
                        "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                        "-Duser.home=" + folder,
                        "-Drocketmq.home.dir=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        main,
                        "-c",
                        configuration.toString())));
    }

    @Override
    public void close() {
        servers.reversed().forEach(JavaServer::close);
    }
}
