package gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fakes.FakeVendor;
import fakes.RawClient;
import gateway.GatewayApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * A whole gateway on random ports, as its users meet it: tests talk HTTP to it and put folders into its vendors folder. One
 * is shared by all tests that need no settings of their own; they keep apart by using vendors of their own.
 */
public final class Gateway implements AutoCloseable {

    /** The key every test may use. */
    public static final String KEY = "sk-gw-test-0123456789abcdef0123456789abcdef";

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration LIVE_WITHIN = Duration.ofSeconds(20);
    private static final AtomicInteger VENDORS = new AtomicInteger();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;
    private final Path home;

    private Gateway(ConfigurableApplicationContext context, Path home) {
        this.context = context;
        this.home = home;
    }

    /** The gateway that all tests share; it ends with the JVM. */
    public static Gateway shared() {
        return Shared.GATEWAY;
    }

    /**
     * A gateway of its own.
     *
     * @param settings by property name, over those every test gateway has
     */
    public static Gateway start(Map<String, String> settings) {
        try {
            Path home = Files.createTempDirectory("gateway");
            Files.createDirectories(home.resolve("vendors"));
            SpringApplicationBuilder application = new SpringApplicationBuilder(GatewayApplication.class);
            Map<String, String> all = new HashMap<>(Map.of(
                    "server.port",
                    "0",
                    "management.server.port",
                    "0",
                    "GATEWAY_DATA",
                    home.resolve("data").toString(),
                    "GATEWAY_DB_URL",
                    "jdbc:h2:mem:" + home.getFileName() + ";DB_CLOSE_DELAY=-1",
                    "GATEWAY_DEV_KEY",
                    KEY,
                    "gateway.vendors.folder",
                    home.resolve("vendors").toString(),
                    "gateway.vendors.scan-interval",
                    "50ms",
                    "camel.component.servlet.servlet-name",
                    home.getFileName().toString(),
                    "gateway.delivery.tick",
                    "20ms",
                    "gateway.delivery.heartbeat",
                    "1s"));
            all.putAll(settings);
            String[] arguments = all.entrySet().stream()
                    .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                    .toArray(String[]::new);
            return new Gateway(application.run(arguments), home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A gateway of its own with folders of the repository itself, whose vendors are all played by one.
     *
     * @param settings as above
     * @param models one of each folder, as {@code vendor/model}: the folders are live when these are
     */
    public static Gateway shipped(FakeVendor vendor, Map<String, String> settings, String... models) {
        Map<String, String> all = new HashMap<>(settings);
        List<String> folders =
                Stream.of(models).map(model -> model.split("/")[0]).toList();
        for (String folder : folders) {
            String name = folder.toUpperCase(Locale.ROOT);
            all.put(name + "_BASE_URL", vendor.url());
            all.put(name + "_API_KEY", folder + "-key");
        }
        Gateway gateway = start(all);
        for (int i = 0; i < models.length; i++) {
            gateway.copyVendor(folders.get(i), models[i]);
        }
        return gateway;
    }

    public String url() {
        return "http://127.0.0.1:"
                + ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    /** A bean of the running gateway, for looking at what HTTP does not show. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    public Path vendors() {
        return home.resolve("vendors");
    }

    /** A vendor with one model that speaks the canonical dialect. */
    public TestVendor vendor(FakeVendor fake) {
        return vendor(fake, "");
    }

    /** @param card lines added to the card, for example {@code "timeouts: {stall: 300ms}"} */
    public TestVendor vendor(FakeVendor fake, String card) {
        TestVendor vendor = new TestVendor(this, "v" + VENDORS.incrementAndGet());
        vendor.write(fake.url(), card);
        vendor.awaitLive();
        return vendor;
    }

    /** @param model name of a model in the card; the vendor is live when it is */
    public TestVendor vendor(FakeVendor fake, String card, String model) {
        TestVendor vendor = new TestVendor(this, "v" + VENDORS.incrementAndGet());
        vendor.write(fake.url(), card);
        awaitModel(model, 200);
        return vendor;
    }

    /** Several vendors that offer the same model, the first the best by far: it is tried first. */
    public List<TestVendor> rivals(FakeVendor... fakes) {
        String model = "rival-" + VENDORS.incrementAndGet();
        List<TestVendor> rivals = new ArrayList<>();
        for (int i = 0; i < fakes.length; i++) {
            TestVendor rival = new TestVendor(this, "v" + VENDORS.incrementAndGet(), model);
            rival.write(fakes[i].url(), "", 1 + 100 * i, Math.max(0.1, 0.9 - 0.4 * i));
            awaitModel(rival.name() + "/" + model, 200);
            rivals.add(rival);
        }
        return rivals;
    }

    /** Puts a folder of the repository itself into the gateway; its name is that of a model, too. */
    public void copyVendor(String name) {
        copyVendor(name, name);
    }

    /** @param model one of its models, by which it is known to be live */
    public void copyVendor(String name, String model) {
        try {
            FileSystemUtils.copyRecursively(Path.of("vendors", name), vendors().resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitModel(model, 200);
    }

    /** Posts a chat request by hand; the answer is not waited for. */
    static void ask(RawClient client, String request) throws IOException {
        client.post("/v1/chat/completions", request, "Authorization: Bearer " + KEY);
    }

    /** The first event of an answer that is a stream. */
    static String firstData(RawClient client) throws IOException {
        assertThat(client.head(SOON).status()).isEqualTo(200);
        return String.valueOf(client.data(SOON));
    }

    public RawClient connect() throws IOException {
        return RawClient.connect(url());
    }

    /** Posts a chat request and reads the whole answer. */
    public HttpResponse<String> chat(String body, String... headers) {
        return post("/v1/chat/completions", body, headers);
    }

    public HttpResponse<String> post(String path, String body, String... headers) {
        return post(path, "application/json", body, headers);
    }

    private HttpResponse<String> post(String path, String type, String body, String[] headers) {
        return send(request(path, headers)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    public HttpResponse<String> postBytes(String path, byte[] json) {
        return postBytes(path, "application/json", json);
    }

    public HttpResponse<String> postBytes(String path, String type, byte[] body) {
        return send(request(path)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build());
    }

    /** Posts a body of another type than the API takes. */
    public HttpResponse<String> send(String path, String type, String body) {
        return post(path, type, body, new String[0]);
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET().build());
    }

    /** What the gateway says of a request. */
    public JsonNode decision(HttpResponse<?> answer) {
        String id = answer.headers().firstValue("x-request-id").orElseThrow();
        return json(get("/api/v1/requests/" + id).body());
    }

    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + KEY);
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return request;
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void awaitModel(String model, int status) {
        await().atMost(LIVE_WITHIN).pollInterval(Duration.ofMillis(20)).untilAsserted(() -> assertThat(
                        get("/v1/models/" + model).statusCode())
                .isEqualTo(status));
    }

    @Override
    public void close() {
        context.close();
        try {
            FileSystemUtils.deleteRecursively(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Shared {
        private static final Gateway GATEWAY = start(Map.of());

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(GATEWAY::close));
        }
    }
}
