package gateway.tool;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.FileSystemUtils;

/**
 * {@code java -jar aigc-gateway.jar rehearse <vendors>} starts a gateway beside any other, with ports and data of its own,
 * has requests answered in every dialect, whole and streamed, by a vendor called over HTTP, and stops it. It shows that this
 * build runs on this machine, and shows the JVM what a gateway does: {@code start prepare} makes its cache of it.
 */
public final class Rehearsal {

    /** First word of the command line that calls for this instead of a gateway. */
    public static final String COMMAND = "rehearse";

    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);

    /** So many that the JVM learns which methods are hot; they take two or three seconds. */
    private static final int ROUNDS = 100;

    private static final String NAME = "rehearsal";
    private static final String KEY = "sk-gw-rehearsal-0123456789abcdef0123456789abcdef";
    private static final String PROMPT = "stream 20 words";
    private static final int OK = 200;

    private final Class<?> application;
    private final HttpClient client = HttpClient.newHttpClient();

    public Rehearsal(Class<?> application) {
        this.application = application;
    }

    /** @return exit code: 0 when every request was answered, 1 when not, 2 when the command is wrong */
    public int run(String... words) {
        if (words.length != 2 || !Files.isDirectory(Path.of(words[1], "sandbox"))) {
            LOG.error("rehearse <vendors>: needs a folder of vendors with the sandbox among them");
            return 2;
        }
        try {
            Path home = Files.createTempDirectory(NAME);
            try {
                return rehearse(home, Path.of(words[1]));
            } finally {
                FileSystemUtils.deleteRecursively(home);
            }
        } catch (IOException e) {
            LOG.error("The rehearsal failed", e);
            return 1;
        }
    }

    private int rehearse(Path home, Path vendors) throws IOException {
        FileSystemUtils.copyRecursively(vendors, home.resolve("vendors"));
        Path own = Files.createDirectories(home.resolve("vendors").resolve(NAME));
        for (String file : List.of("vendor.yaml", "routes.camel.yaml")) {
            Files.copy(new ClassPathResource(NAME + '/' + file).getInputStream(), own.resolve(file));
        }
        int port = freePort();
        try (ConfigurableApplicationContext gateway = SpringApplication.run(application, settings(home, port))) {
            for (int round = 0; round < ROUNDS; round++) {
                for (Ask ask : asks(round % 2 == 0)) {
                    answered(port, ask);
                }
            }
            LOG.info("{} went well: all requests were answered", gateway.getId());
        }
        return 0;
    }

    /** By the properties' own names: the environment may hold those of a gateway in production, and must not win. */
    private static String[] settings(Path home, int port) {
        return List.of(
                        "server.port=" + port,
                        "management.server.port=0",
                        "spring.datasource.url=jdbc:h2:file:" + home.resolve("database"),
                        "spring.datasource.username=sa",
                        "spring.datasource.password=",
                        "gateway.identity.pepper-file=" + home.resolve("pepper"),
                        "gateway.identity.development-key=" + KEY,
                        "gateway.vendors.folder=" + home.resolve("vendors"),
                        "gateway.sandbox.words-per-second=0",
                        "REHEARSAL_BASE_URL=http://127.0.0.1:" + port + "/v1",
                        "REHEARSAL_API_KEY=" + KEY)
                .stream()
                .map(setting -> "--" + setting)
                .toArray(String[]::new);
    }

    private record Ask(String path, String body) {}

    private static List<Ask> asks(boolean stream) {
        String head = "{\"model\":\"rehearsal\",\"stream\":" + stream + ',';
        String messages = "\"messages\":[{\"role\":\"user\",\"content\":\"" + PROMPT + "\"}]}";
        String method = stream ? "streamGenerateContent?alt=sse" : "generateContent";
        return List.of(
                new Ask("/v1/chat/completions", head + messages),
                new Ask("/v1/messages", head + "\"max_tokens\":99," + messages),
                new Ask("/v1/responses", head + "\"input\":\"" + PROMPT + "\"}"),
                new Ask(
                        "/v1beta/models/rehearsal:" + method,
                        "{\"contents\":[{\"parts\":[{\"text\":\"" + PROMPT + "\"}]}]}"));
    }

    private void answered(int port, Ask ask) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + ask.path()))
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(ask.body()))
                .build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != OK || !answer.body().contains("word20")) {
                throw new IOException(ask.path() + " was answered " + answer.statusCode() + ": " + answer.body());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }
}
