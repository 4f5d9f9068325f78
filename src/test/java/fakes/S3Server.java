package fakes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A real server of buckets in a folder, as a process of its own on a free port, that checks signatures. */
public final class S3Server implements AutoCloseable {

    /** Id of the only key, and its secret. */
    public static final String KEY = "test-key";

    public static final String SECRET = "test-secret";

    private static final Path JAR = Path.of("target", "s3proxy.jar");

    private final int port = JavaServer.freePort();
    private final JavaServer server;

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
        server = new JavaServer(
                port,
                folder.resolve("output"),
                List.of("-jar", JAR.toString(), "--properties", configuration.toString()));
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        server.close();
    }
}
