package gateway.vendors.activation;

import gateway.delivery.OfflineReplay;
import gateway.delivery.http.VendorClientSettings;
import gateway.delivery.http.VendorEndpoints;
import gateway.time.Ticker;
import gateway.vendors.Catalog;
import gateway.vendors.Offer;
import gateway.vendors.VendorDirectory;
import gateway.vendors.VendorLimits;
import gateway.vendors.VendorReport;
import gateway.vendors.VendorReports;
import gateway.vendors.VendorTimeouts;
import gateway.vendors.folder.CardDefaults;
import gateway.vendors.folder.FolderReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.http.base.HttpHeaderFilterStrategy;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.jspecify.annotations.Nullable;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;

/** A watcher with a real Camel context over folders in a directory; the step that sets key and body keeps the body. */
final class Stage implements AutoCloseable {

    static final Duration PAUSE = Duration.ofMillis(25);

    private static final VendorClientSettings CALLS = new VendorClientSettings(
            Duration.ofSeconds(2),
            Duration.ofSeconds(1),
            100,
            100,
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            100,
            DataSize.ofKilobytes(16));

    final CamelContext camel = new DefaultCamelContext();
    final VendorDirectory directory = new VendorDirectory();
    final VendorReports reports = new VendorReports();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final MockEnvironment environment = new MockEnvironment();
    private final PoolingHttpClientConnectionManager connections = new PoolingHttpClientConnectionManager();
    private final Path root;
    private final ModelProbe probe = new ModelProbe(Duration.ofSeconds(5));
    private @Nullable VendorWatcher watcher;

    Stage(Path root) throws Exception {
        this.root = root;
        camel.getRegistry().bind("vendorHeaders", new HttpHeaderFilterStrategy());
        new VendorEndpoints(connections, CALLS).beforeApplicationStart(camel);
        camel.addRoutes(new EnrichRoute());
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(PluginHelper.getResourceLoader(camel)
                        .resolveResource("classpath:routes/vendor-chat-openai.camel.yaml"));
        camel.start();
    }

    Stage start() {
        return start(PAUSE);
    }

    Stage start(Duration pause) {
        VendorRoutes routes = new VendorRoutes(camel);
        CardDefaults defaults = new CardDefaults(
                new VendorLimits(100, 100),
                new VendorTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(10)));
        VendorActivator activator = new VendorActivator(
                new FolderReader(defaults, routes, OfflineReplay.create()),
                new VendorEnvironment(environment, Ticker.system()),
                probe,
                routes);
        watcher = new VendorWatcher(
                root,
                activator,
                routes,
                directory,
                reports,
                new ActivationMeters(meters, reports),
                InstantSource.system(),
                Ticker.system());
        watcher.start(pause);
        return this;
    }

    VendorWatcher watcher() {
        return Objects.requireNonNull(watcher);
    }

    /** Writes a file as a careful engineer would not: in place. */
    void write(String file, String text) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), text);
    }

    void delete(String folder) throws IOException {
        if (!FileSystemUtils.deleteRecursively(root.resolve(folder))) {
            throw new IOException("there is no folder " + folder);
        }
    }

    /** A folder with one templated route and one model, named after the vendor. */
    void vendor(String name, String baseUrl, String more) throws IOException {
        write(name + "/routes.camel.yaml", templated(name));
        write(name + "/vendor.yaml", card(baseUrl, name + "-1", more));
    }

    static String card(String baseUrl, String model, String more) {
        return """
                title: A vendor of the test
                base-url: %s
                currency: CNY
                %s
                models:
                  - { id: %s, price: { input: 1, output: 2 }, context-tokens: 9, max-output-tokens: 9, quality: 0.5 }
                """.formatted(baseUrl, more, model);
    }

    static String templated(String name) {
        return """
                - templatedRoute:
                    routeTemplateRef: vendor-chat-openai
                    routeId: vendor-%s-chat
                    parameters: [ { name: vendor, value: %s } ]
                """.formatted(name, name);
    }

    /** One request from beginning to end on the catalog in force. */
    String call(String model, String body) {
        try (VendorDirectory.Lease lease = directory.lease()) {
            return call(lease.catalog(), model, body);
        }
    }

    String call(Catalog catalog, String model, String body) {
        Offer offer = catalog.offers(model).get(0);
        return camel.createFluentProducerTemplate()
                .to(offer.outlet().endpoint("chat"))
                .withBody(body)
                .withHeader("x-from-caller", "must not arrive")
                .request(String.class);
    }

    /** Status of the vendor's answer. */
    int status(String model) {
        return camel.createFluentProducerTemplate()
                .to(directory.catalog().offers(model).get(0).outlet().endpoint("chat"))
                .withBody("{}")
                .send()
                .getMessage()
                .getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    }

    boolean offers(String model) {
        return !directory.catalog().offers(model).isEmpty();
    }

    VendorReport report(String folder) {
        return Objects.requireNonNull(reports.of(folder), () -> "no report on " + folder);
    }

    VendorReport.State state(String folder) {
        return report(folder).state();
    }

    double activations(String vendor, String outcome) {
        return meters.counter("gateway.vendor.activations", "vendor", vendor, "outcome", outcome)
                .count();
    }

    @Override
    public void close() {
        if (watcher != null) {
            watcher.close();
        }
        probe.close();
        camel.stop();
        connections.close();
    }

    private static final class EnrichRoute extends RouteBuilder {

        @Override
        public void configure() {
            from("direct:enrich-vendor-call")
                    .routeId("enrich-vendor-call")
                    .removeHeaders("*")
                    .setHeader(Exchange.CONTENT_TYPE, constant("application/json"));
        }
    }
}
