package gateway.vendors.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fakes.FakeVendor;
import fakes.Received;
import fakes.Script;
import gateway.vendors.Fault;
import gateway.vendors.VendorDirectory;
import gateway.vendors.VendorReport.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.model.Model;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders come, change, break and go while the gateway runs; the calls are real. */
class VendorWatcherTest {

    private static final String NO_KEY = "auth: none";

    @TempDir
    Path root;

    private Stage stage;
    private final FakeVendor vendor = FakeVendor.start().always(Script.json(200, "{\"said\":\"hello\"}"));

    @BeforeEach
    void prepare() throws Exception {
        stage = new Stage(root);
    }

    @AfterEach
    void cleanUp() {
        stage.close();
        vendor.close();
    }

    @Test
    void aFolderThatIsThereAtStartIsCallableWhenStartReturns() throws Exception {
        stage.vendor("acme", vendor.url(), NO_KEY);

        stage.start();

        assertThat(stage.call("acme/acme-1", "{\"q\":1}")).isEqualTo("{\"said\":\"hello\"}");
        Received request = vendor.received().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/chat/completions");
        assertThat(request.text()).isEqualTo("{\"q\":1}");
        assertThat(request.header("x-from-caller")).isNull();
    }

    @Test
    void aFolderThatIsDroppedInBecomesCallable() throws Exception {
        stage.start();
        assertThat(stage.offers("acme-1")).isFalse();

        stage.vendor("acme", vendor.url(), NO_KEY);

        await().until(() -> stage.offers("acme-1"));
        assertThat(stage.call("acme-1", "{}")).contains("hello");
        await().untilAsserted(() -> assertThat(stage.state("acme")).isEqualTo(State.LIVE));
        assertThat(stage.activations("acme", "live")).isEqualTo(1);
    }

    @Test
    void aBrokenFolderLeavesTheLastGoodVersionServingAndSaysWhatIsWrong() throws Exception {
        stage.vendor("acme", vendor.url(), NO_KEY);
        stage.start();
        long good = stage.report("acme").generation();

        stage.write(
                "acme/vendor.yaml", Stage.card(vendor.url(), "acme-1", NO_KEY).replace("output: 2", "output: cheap"));

        await().until(() -> stage.state("acme") == State.BROKEN);
        assertThat(stage.report("acme").generation()).isEqualTo(good);
        assertThat(stage.report("acme").faults())
                .containsExactly(new Fault(
                        root + "/acme/vendor.yaml",
                        6,
                        "models[0].price.output must be a decimal per million tokens, got \"cheap\""));
        assertThat(stage.call("acme-1", "{}")).contains("hello");
        assertThat(stage.meters.get("gateway.vendor.broken").gauge().value()).isEqualTo(1);

        stage.write("acme/vendor.yaml", Stage.card(vendor.url(), "acme-2", NO_KEY));

        await().until(() -> stage.state("acme") == State.LIVE);
        assertThat(stage.report("acme").generation()).isGreaterThan(good);
        assertThat(stage.report("acme").faults()).isEmpty();
        assertThat(stage.offers("acme-1")).isFalse();
        assertThat(stage.call("acme-2", "{}")).contains("hello");
        assertThat(stage.meters.get("gateway.vendor.broken").gauge().value()).isZero();
        assertThat(stage.activations("acme", "broken")).isEqualTo(1);
        assertThat(stage.activations("acme", "live")).isEqualTo(2);
    }

    @Test
    void aBrokenFolderKeepsNoOtherFromServing() throws Exception {
        stage.vendor("acme", vendor.url(), NO_KEY);
        stage.vendor("globex", "nonsense", NO_KEY);

        stage.start();

        assertThat(stage.state("globex")).isEqualTo(State.BROKEN);
        assertThat(stage.report("globex").generation()).isZero();
        assertThat(stage.call("acme-1", "{}")).contains("hello");
    }

    /** The usual way to deploy: delete, copy. */
    @Test
    void aFolderThatIsMissingForOneLookGoesOnServing() throws Exception {
        stage.vendor("acme", vendor.url(), NO_KEY);
        stage.start(Duration.ofHours(1));
        stage.delete("acme");

        stage.watcher().look();
        assertThat(stage.offers("acme-1")).isTrue();
        stage.vendor("acme", vendor.url(), NO_KEY);
        stage.watcher().look();
        assertThat(stage.offers("acme-1")).isTrue();

        stage.delete("acme");
        stage.watcher().look();
        stage.watcher().look();
        assertThat(stage.offers("acme-1")).isFalse();
    }

    @Test
    void aDeletedFolderIsRetiredWithItsRoutesAndEndpoints() throws Exception {
        stage.vendor("acme", vendor.url(), NO_KEY);
        List<String> before = leftovers();
        stage.start();
        stage.call("acme-1", "{}");
        assertThat(leftovers()).hasSizeGreaterThan(before.size());

        stage.delete("acme");

        await().until(() -> !stage.offers("acme-1"));
        await().untilAsserted(() -> assertThat(leftovers()).isEqualTo(before));
        await().until(() -> stage.reports.of("acme") == null);
        assertThat(stage.activations("acme", "retired")).isEqualTo(1);
    }

    /** A volume that is away for a moment must not take every vendor with it. */
    @Test
    void whenTheWholeFolderOfVendorsIsGoneTheyAllGoOn() throws Exception {
        stage.vendor("acme", vendor.url(), NO_KEY);
        stage.start();
        Path away = root.resolveSibling(root.getFileName() + "-away");

        Files.move(root, away);
        try {
            await().during(Stage.PAUSE.multipliedBy(6)).until(() -> stage.offers("acme-1"));
        } finally {
            Files.move(away, root);
        }
    }

    /** An empty directory is what a volume that is away leaves at its mount point. */
    @Test
    void whenAnEmptyDirectoryTakesTheFoldersPlaceTheyAllGoOn() throws Exception {
        stage.vendor("acme", vendor.url(), NO_KEY);
        stage.start();
        Path away = root.resolveSibling(root.getFileName() + "-away");

        Files.move(root, away);
        Files.createDirectory(root);
        try {
            await().during(Stage.PAUSE.multipliedBy(6)).until(() -> stage.offers("acme-1"));
        } finally {
            Files.delete(root);
            Files.move(away, root);
        }
    }

    /** The lint cannot know everything: this fault shows only when Camel builds the route. */
    @Test
    void aRouteThatCamelRefusesLeavesNothingBehind() throws Exception {
        stage.vendor("acme", vendor.url(), NO_KEY);
        stage.start();
        List<String> before = leftovers();
        stage.camel.getRegistry().unbind("vendorHeaders");

        stage.write("acme/vendor.yaml", Stage.card(vendor.url() + "/other", "acme-1", NO_KEY));

        await().until(() -> stage.state("acme") == State.BROKEN);
        assertThat(stage.call("acme-1", "{}")).contains("hello");
        assertThat(leftovers()).isEqualTo(before);
    }

    /** Many requests are under way at each of many swaps; none may notice, and nothing may be left behind. */
    @Test
    void noRequestFailsWhileVersionsReplaceEachOther() throws Exception {
        stage.vendor("acme", vendor.url(), NO_KEY);
        List<String> before = leftovers();
        stage.start();
        int routesOfOneVersion = leftovers().size() - before.size();
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger served = new AtomicInteger();
        List<Future<?>> callers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                callers.add(threads.submit(() -> {
                    while (!over.get()) {
                        assertThat(stage.call("acme-1", "{}")).isEqualTo("{\"said\":\"hello\"}");
                        served.incrementAndGet();
                    }
                }));
            }
            for (int version = 2; version <= 6; version++) {
                long generation = stage.report("acme").generation();
                int sofar = served.get();
                stage.write(
                        "acme/vendor.yaml", Stage.card(vendor.url(), "acme-1", NO_KEY + " # " + "x".repeat(version)));
                await().until(() -> stage.report("acme").generation() > generation && served.get() > sofar + 20);
            }
            over.set(true);
        }
        for (Future<?> caller : callers) {
            caller.get();
        }
        assertThat(served.get()).isPositive();
        await().untilAsserted(() -> assertThat(leftovers()).hasSize(before.size() + routesOfOneVersion));
    }

    @Test
    void anOldVersionStaysCallableUntilItsLastRequestHasEnded() throws Exception {
        stage.vendor("acme", vendor.url(), NO_KEY);
        stage.start();
        VendorDirectory.Lease lease = stage.directory.lease();
        String old = lease.catalog()
                .offers("acme-1")
                .get(0)
                .outlet()
                .endpoint("chat")
                .replace("direct:", "");

        stage.delete("acme");
        await().until(() -> !stage.offers("acme-1"));

        assertThat(stage.call(lease.catalog(), "acme-1", "{}")).contains("hello");
        lease.close();
        await().until(() -> stage.camel.getRoute(old) == null);
    }

    @Test
    void aFolderThatIsStillBeingWrittenIsLeftAlone() throws Exception {
        VendorWatcher watcher = stage.start(Duration.ofHours(1)).watcher();
        String card = Stage.card(vendor.url(), "acme-1", NO_KEY);
        stage.write("acme/routes.camel.yaml", Stage.templated("acme"));

        stage.write("acme/vendor.yaml", card.substring(0, card.length() / 2));
        watcher.look();
        stage.write("acme/vendor.yaml", card);
        watcher.look();

        assertThat(stage.reports.of("acme")).isNull();
        watcher.look();
        assertThat(stage.state("acme")).isEqualTo(State.LIVE);
        assertThat(stage.activations("acme", "broken")).isZero();
    }

    /** Everything in the context that a vendor could leave behind. */
    private List<String> leftovers() {
        List<String> all = new ArrayList<>();
        stage.camel.getRoutes().stream().map(Route::getId).forEach(all::add);
        stage.camel.getEndpoints().stream().map(Endpoint::getEndpointUri).forEach(all::add);
        Model model = stage.camel.getCamelContextExtension().getContextPlugin(Model.class);
        model.getRouteDefinitions().forEach(route -> all.add("definition " + route.getId()));
        return all.stream().sorted().toList();
    }
}
