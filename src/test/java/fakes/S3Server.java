package fakes;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A real server of buckets in a folder, as a process of its own on a free port, that checks signatures. */
public final class S3Server implements AutoCloseable {

    /** Id of the only key, and its secret. */
    public static final String KEY = "test-key";

    public static final String SECRET = "test-secret";

    private static final Path JAR = Path.of("target", "s3proxy.jar");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final int port = freePort();
    private final Process process;

    /** @param folder for its files and its buckets, each a folder in {@code buckets} */
    public S3Server(Path folder) throws IOException {
        Path buckets = Files.createDirectories(folder.resolve("buckets"));
        Path configuration = Files.writeString(
                folder.resolve("s3proxy.conf"),
                String.join(
                        "\n",
                        "s3proxy.endpoint=" + url(),
                        "s3proxy.authorization=aws-v2-or-v4",
                        "s3proxy.identity=" + KEY,
                        "s3proxy.credential=" + SECRET,
                        "jclouds.provider=filesystem-nio2",
                        "jclouds.identity=none",
                        "jclouds.credential=none",
                        "jclouds.filesystem.basedir=" + buckets));
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-jar",
                        JAR.toString(),
                        "--properties",
                        configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("it ended: see " + folder);
            }
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
                return true;
            }
        });
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
