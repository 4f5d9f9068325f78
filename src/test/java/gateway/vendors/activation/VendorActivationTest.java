package gateway.vendors.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fakes.Broken;
import fakes.FakeVendor;
import fakes.Received;
import fakes.Script;
import gateway.vendors.Fault;
import gateway.vendors.Offer;
import gateway.vendors.Outlet;
import gateway.vendors.VendorReport.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a folder depends on the environment and on who answers at its address; the calls are real. */
class VendorActivationTest {

    private static final String NO_KEY = "auth: none";

    private static final String CARD = """
            title: Near
            base-url: http://replaced.invalid
            auth: none
            currency: CNY
            probe: { path: /models, every: 10ms }
            model-defaults: { price: { input: 0, output: 0 }, context-tokens: 9, max-output-tokens: 9, quality: 0.5 }
            """;

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
    void theConsoleShowsEveryFolderAndWhatIsWrongWithIt() throws Exception {
        stage.vendor("acme", vendor.url(), NO_KEY);
        stage.vendor("globex", vendor.url(), "");
        stage.vendor("initech", vendor.url(), "auth: maybe");
        stage.start();
        MBeanServer server = MBeanServerFactory.newMBeanServer();

        try (VendorFoldersView view = new VendorFoldersView(stage.reports, server)) {
            VendorFoldersMXBean shown =
                    JMX.newMXBeanProxy(server, new ObjectName(VendorFoldersView.NAME), VendorFoldersMXBean.class);
            assertThat(view).isNotNull();
            assertThat(shown.getFolders())
                    .containsEntry("acme", "live, version 1")
                    .containsEntry("globex", "dormant: set GLOBEX_API_KEY")
                    .containsEntry("initech", "broken, nothing serves");
            assertThat(shown.getFaults())
                    .containsExactly(
                            root
                                    + "/initech/vendor.yaml:4: auth must be bearer, basic, none, {header: <name>}, {query: <name>}, {jwt: <lifetime>}, {hmac: …} or {token-exchange: …}, got \"maybe\"");
        }
        assertThat(server.isRegistered(new ObjectName(VendorFoldersView.NAME))).isFalse();
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
                .map(Offer::outlet)
                .toList();
        assertThat(outlets).extracting(Outlet::region).containsExactly("north", "south");
        assertThat(outlets)
                .extracting(outlet -> outlet.endpoint("chat"))
                .containsExactly("direct:vendor-acme-chat.v1", "direct:vendor-acme-chat-south.v1");
        assertThat(outlets).extracting(outlet -> outlet.keys().size()).containsExactly(2, 1);
        stage.camel.createProducerTemplate().requestBody(outlets.get(1).endpoint("chat"), "{}");
        assertThat(onlyRequest().path()).isEqualTo("/s/chat/completions");
    }

    @Test
    void theEnvironmentCanReplaceTheAddress() throws Exception {
        stage.environment.setProperty("ACME_BASE_URL", vendor.url() + "/elsewhere");
        stage.vendor("acme", "http://nobody.invalid", NO_KEY);

        stage.start();
        stage.call("acme-1", "{}");

        assertThat(onlyRequest().path()).isEqualTo("/elsewhere/chat/completions");
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
        assertThat(onlyRequest().path()).isEqualTo("/own?api-version=2026-01");
        assertThat(onlyRequest().header("x-acme-vendor")).isEqualTo("acme default v1");
        assertThat(stage.camel.getProcessor("acme-call.v1")).isNotNull();
    }

    /** A redirect would carry our key to another host, and an error status is for delivery to judge. */
    @Test
    void redirectsAreNotFollowedAndErrorsAreAnswers() throws Exception {
        try (FakeVendor trap = FakeVendor.trap()) {
            vendor.next(Broken.redirect(trap.url()), Script.error(503, "busy", "later"));
            stage.vendor("acme", vendor.url(), NO_KEY);
            stage.start();

            assertThat(stage.status("acme-1")).isBetween(300, 399);
            assertThat(stage.status("acme-1")).isEqualTo(503);
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
        assertThat(vendor.received()).allMatch(asked -> asked.header("Upgrade") == null);
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

    /** It may only be busy; when it answers again, it does so under its new card. */
    @Test
    void aCardThatIsEditedWhileItsProbedVendorIsSilentCountsWhenItAnswersAgain() throws Exception {
        stage.environment.setProperty("NEAR_BASE_URL", vendor.url());
        vendor.at("/models", Script.json(200, "{\"data\":[{\"id\":\"a\"}]}"));
        probed();
        stage.start(Duration.ofHours(1));
        vendor.at("/models", Script.json(500, "{}"));
        stage.write("near/vendor.yaml", CARD.replace("title: Near", "title: Nearer"));
        stage.watcher().look();
        stage.watcher().look();
        assertThat(title("a")).isEqualTo("Near");

        vendor.at("/models", Script.json(200, "{\"data\":[{\"id\":\"a\"}]}"));

        await().untilAsserted(() -> {
            stage.watcher().look();
            assertThat(title("a")).isEqualTo("Nearer");
        });
    }

    private String title(String model) {
        return stage.directory
                .catalog()
                .offers(model)
                .getFirst()
                .vendor()
                .card()
                .title();
    }

    private void probed() throws Exception {
        stage.write("near/routes.camel.yaml", Stage.templated("near"));
        stage.write("near/vendor.yaml", CARD);
    }

    private Received onlyRequest() {
        assertThat(vendor.received()).hasSize(1);
        return vendor.received().get(0);
    }
}
