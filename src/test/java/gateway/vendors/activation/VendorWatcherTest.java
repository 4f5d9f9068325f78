package gateway.vendors.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fakes.FakeVendor;
import fakes.Script;
import gateway.vendors.Fault;
import gateway.vendors.KeyRing;
import gateway.vendors.Outlet;
import gateway.vendors.VendorDirectory;
import gateway.vendors.VendorKey;
import gateway.vendors.VendorReport.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
        assertThat(vendor.received()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path()).isEqualTo("/chat/completions");
            assertThat(request.text()).isEqualTo("{\"q\":1}");
            assertThat(request.header("x-from-caller")).isNull();
        });
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
        String old =
                lease.catalog().offers("acme-1").get(0).outlet().chatEndpoint().replace("direct:", "");

        stage.delete("acme");
        await().until(() -> !stage.offers("acme-1"));

        assertThat(stage.call(lease.catalog(), "acme-1", "{}")).contains("hello");
        lease.close();
        await().until(() -> stage.camel.getRoute(old) == null);
    }

    @Test
    void aFolderThatIsStillBeingWrittenIsLeftAlone() throws Exception {
        stage.start();
        String card = Stage.card(vendor.url(), "acme-1", NO_KEY);
        stage.write("acme/routes.camel.yaml", Stage.templated("acme"));

        // Never two looks apart, so no look finds it as the last one did; half a card would be a fault.
        long perLine = Stage.PAUSE.toMillis() / 5;
        StringBuilder written = new StringBuilder();
        for (String line : card.lines().toList()) {
            written.append(line).append('\n');
            stage.write("acme/vendor.yaml", written.toString());
            await().pollDelay(Duration.ofMillis(perLine)).until(() -> true);
        }

        await().until(() -> stage.offers("acme-1"));
        assertThat(stage.activations("acme", "broken")).isZero();
    }

    @Test
    void aVendorWithoutAKeyIsDormantAndSaysWhichVariableToSet() throws Exception {
        stage.vendor("acme-inc", vendor.url(), "");

        stage.start();

        assertThat(stage.state("acme-inc")).isEqualTo(State.DORMANT);
        assertThat(stage.report("acme-inc").advice()).isEqualTo("set ACME_INC_API_KEY");
        assertThat(stage.directory.catalog().dormant()).containsEntry("acme-inc-1", "set ACME_INC_API_KEY");
        assertThat(stage.offers("acme-inc-1")).isFalse();
    }

    @Test
    void everyRegionWithAKeyIsAnOutletWithARouteOfItsOwn() throws Exception {
        stage.environment.setProperty("ACME_API_KEY", "one, two");
        stage.environment.setProperty("ACME_SOUTH_API_KEY", "three");
        stage.write("acme/routes.camel.yaml", Stage.templated("acme"));
        stage.write(
                "acme/vendor.yaml",
                Stage.card("x", "acme-1", "")
                        .replace(
                                "base-url: x",
                                "regions: { north: \"" + vendor.url() + "\", south: \"" + vendor.url()
                                        + "/s\", west: \"" + vendor.url() + "/w\" }"));

        stage.start();

        List<Outlet> outlets = stage.directory.catalog().offers("acme-1").stream()
                .map(offer -> offer.outlet())
                .toList();
        assertThat(outlets).extracting(Outlet::region).containsExactly("north", "south");
        assertThat(outlets)
                .extracting(Outlet::chatEndpoint)
                .containsExactly("direct:vendor-acme-chat.v1", "direct:vendor-acme-chat-south.v1");
        assertThat(outlets).extracting(outlet -> outlet.keys().size()).containsExactly(2, 1);
        stage.camel.createProducerTemplate().requestBody(outlets.get(1).chatEndpoint(), "{}");
        assertThat(vendor.received()).singleElement().satisfies(request -> assertThat(request.path())
                .isEqualTo("/s/chat/completions"));
    }

    @Test
    void theEnvironmentCanReplaceTheAddress() throws Exception {
        stage.environment.setProperty("ACME_BASE_URL", vendor.url() + "/elsewhere");
        stage.vendor("acme", "http://nobody.invalid", NO_KEY);

        stage.start();
        stage.call("acme-1", "{}");

        assertThat(vendor.received()).singleElement().satisfies(request -> assertThat(request.path())
                .isEqualTo("/elsewhere/chat/completions"));
    }

    @Test
    void aWrongAddressInTheEnvironmentIsNamedWithoutItsValue() throws Exception {
        stage.environment.setProperty("ACME_BASE_URL", "https://user:secret@acme.example");
        stage.vendor("acme", vendor.url(), NO_KEY);

        stage.start();

        assertThat(stage.report("acme").faults())
                .extracting(Fault::toString)
                .containsExactly("environment: ACME_BASE_URL must be an http or https address without login, query and"
                        + " trailing slash");
    }

    /** Else an engineer who saves a file would put a key back in service that the vendor has just refused. */
    @Test
    void aKeyInQuarantineStaysThereWhenTheFolderIsActivatedAnew() throws Exception {
        stage.environment.setProperty("ACME_API_KEY", "one,two");
        stage.vendor("acme", vendor.url(), "");
        stage.start();
        long first = stage.report("acme").generation();
        VendorKey refused = Objects.requireNonNull(ring().pick());
        ring().quarantine(refused, Duration.ofHours(1));

        stage.write("acme/vendor.yaml", Stage.card(vendor.url(), "acme-1", "reference: https://acme.example"));
        await().until(() -> stage.report("acme").generation() > first);

        assertThat(ring().usable()).isEqualTo(1);
        assertThat(ring().pick()).isNotEqualTo(refused);
    }

    @Test
    void aRouteOfAVendorsOwnIsCalledAtItsOwnPathWithItsOwnHeader() throws Exception {
        stage.vendor("acme", vendor.url(), NO_KEY);
        stage.write("acme/routes.camel.yaml", """
                - route:
                    id: vendor-acme-chat
                    from:
                      uri: direct:vendor-acme-chat
                      steps:
                        - to: { id: acme-enrich, uri: "direct:enrich-vendor-call" }
                        - setHeader: { name: x-acme-vendor, constant: "{{vendor}} {{region}} v{{generation}}" }
                        - to: { id: acme-call, uri: "{{base-url}}/own", parameters: { api-version: 2026-01 } }
                """);

        stage.start();

        assertThat(stage.report("acme").faults()).isEmpty();
        assertThat(stage.call("acme-1", "{}")).contains("hello");
        assertThat(vendor.received()).singleElement().satisfies(request -> {
            assertThat(request.path()).isEqualTo("/own?api-version=2026-01");
            assertThat(request.header("x-acme-vendor")).isEqualTo("acme default v1");
        });
        assertThat(stage.camel.getProcessor("acme-call.v1")).isNotNull();
    }

    /** A redirect would carry our key to another host, and an error status is for delivery to judge. */
    @Test
    void redirectsAreNotFollowedAndErrorsAreAnswers() throws Exception {
        try (FakeVendor trap = FakeVendor.trap()) {
            vendor.always(Script.error(503, "busy", "later"));
            stage.vendor("acme", vendor.url(), NO_KEY);
            stage.start();

            assertThat(stage.call("acme-1", "{}")).contains("later");
            assertThat(options()).contains("followRedirects=false", "skipControlHeaders=true", "copyHeaders=false");
            trap.assertUntouched();
        }
    }

    @Test
    void modelsOfAProbedVendorAreThoseItNamesNow() throws Exception {
        stage.environment.setProperty("NEAR_BASE_URL", vendor.url());
        vendor.at("/models", Script.json(200, "{\"data\":[{\"id\":\"b:8b\"},{\"id\":\"a\"},{\"id\":\"not a name\"}]}"));
        probed();

        stage.start();

        assertThat(stage.directory.catalog().models()).containsExactly("a", "b:8b");
        vendor.at("/models", Script.json(200, "{\"data\":[{\"id\":\"c\"}]}"));
        await().until(() -> stage.offers("c") && !stage.offers("a"));
        vendor.at("/models", Script.json(500, "{}"));
        await().until(() -> stage.state("near") == State.ABSENT);
        assertThat(stage.directory.catalog().models()).isEmpty();
        vendor.at("/models", Script.json(200, "{\"data\":[{\"id\":\"a\"}]}"));
        await().until(() -> stage.state("near") == State.LIVE && stage.offers("a"));
    }

    @Test
    void aProbedVendorThatDoesNotAnswerIsAbsentAndNoFault() throws Exception {
        stage.environment.setProperty("NEAR_BASE_URL", "http://127.0.0.1:1");
        probed();

        stage.start();

        assertThat(stage.state("near")).isEqualTo(State.ABSENT);
        assertThat(stage.report("near").faults()).isEmpty();
        assertThat(stage.directory.catalog().dormant()).isEmpty();
    }

    private void probed() throws Exception {
        stage.write("near/routes.camel.yaml", Stage.templated("near"));
        stage.write("near/vendor.yaml", """
                title: Near
                base-url: http://replaced.invalid
                auth: none
                currency: CNY
                probe: { path: /models, every: 10ms }
                model-defaults: { price: { input: 0, output: 0 }, context-tokens: 9, max-output-tokens: 9, quality: 0.5 }
                """);
    }

    private KeyRing ring() {
        return stage.directory.catalog().offers("acme-1").get(0).outlet().keys();
    }

    private String options() {
        return stage.camel.getEndpoints().stream()
                .map(Endpoint::getEndpointUri)
                .filter(uri -> uri.startsWith("http"))
                .findFirst()
                .orElseThrow();
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
