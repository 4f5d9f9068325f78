package gateway.vendors.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fakes.FakeVendor;
import gateway.vendors.KeyRing;
import gateway.vendors.VendorKey;
import gateway.vendors.VendorReport.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys come from the environment, where people make mistakes; no message shows one. One that its vendor refused rests. */
class VendorKeysTest {

    private static final String URL = "http://localhost:1";

    @TempDir
    Path root;

    private Stage stage;
    private final FakeVendor vendor = FakeVendor.start();

    @BeforeEach
    void prepare() throws Exception {
        stage = new Stage(root);
    }

    @AfterEach
    void cleanUp() {
        stage.close();
        vendor.close();
    }

    /** A key in a message would be read by all who read the log. */
    @Test
    void aKeyThatNoHeaderCanHoldIsAFaultThatDoesNotShowIt() throws Exception {
        stage.environment.setProperty("ACME_API_KEY", "hunter2\nhunter3");
        stage.vendor("acme", vendor.url(), "auth: bearer");

        stage.start();

        assertThat(stage.report("acme").faults())
                .singleElement()
                .asString()
                .contains("ACME_API_KEY must hold keys of printable ASCII")
                .doesNotContain("hunter");
    }

    /** Found at the first call it would be the caller's 502, and put a good key to rest. */
    @Test
    void aKeyThatIsNoPairWhereTheCardWantsOneIsAFault() throws Exception {
        stage.environment.setProperty("ACME_API_KEY", "id:secret, hunter2");
        stage.vendor("acme", vendor.url(), "auth: {jwt: 10m}");

        stage.start();

        assertThat(stage.report("acme").faults())
                .singleElement()
                .asString()
                .contains("ACME_API_KEY must hold keys written id:secret")
                .doesNotContain("hunter");
    }

    @Test
    void aClashOfNamesEndsWhenTheRegionIsRenamed() throws Exception {
        clash();
        stage.start();
        assertThat(stage.state("acme-eu")).isEqualTo(State.BROKEN);

        stage.write("acme/vendor.yaml", twoRegions("europe"));

        await().until(() -> stage.state("acme-eu") == State.LIVE);
        assertThat(stage.state("acme")).isEqualTo(State.LIVE);
    }

    private void clash() throws Exception {
        stage.environment.setProperty("ACME_EU_API_KEY", "k");
        stage.environment.setProperty("ACME_API_KEY", "k");
        stage.write("acme/routes.camel.yaml", Stage.templated("acme"));
        stage.write("acme/vendor.yaml", twoRegions("eu"));
        stage.vendor("acme-eu", vendor.url(), "auth: bearer");
    }

    private String twoRegions(String second) {
        return Stage.card(vendor.url(), "acme-1", "auth: bearer")
                .replace(
                        "base-url: " + vendor.url(),
                        "regions: {cn: '" + vendor.url() + "', " + second + ": '" + vendor.url() + "'}");
    }

    @Test
    void twoVendorsCannotShareAKeyByTheirNames() throws Exception {
        clash();

        stage.start();

        assertThat(stage.state("acme")).isEqualTo(State.LIVE);
        assertThat(stage.report("acme-eu").faults())
                .singleElement()
                .asString()
                .contains("ACME_EU_API_KEY would be the key of acme-eu and of acme");
    }

    /** Else an engineer who saves a file would put a key back in service that the vendor has just refused. */
    @Test
    void aKeyInQuarantineStaysThereWhenTheFolderIsActivatedAnew() throws Exception {
        start("one,two");
        long first = stage.report("acme").generation();
        VendorKey refused = Objects.requireNonNull(ring().pick());
        ring().quarantine(refused, Duration.ofHours(1));

        stage.write("acme/vendor.yaml", Stage.card(URL, "acme-1", "reference: https://acme.example"));
        await().until(() -> stage.report("acme").generation() > first);

        assertThat(ring().usable()).isEqualTo(1);
        assertThat(ring().pick()).isNotEqualTo(refused);
    }

    /** It may have been refused only because it was shown wrongly, or to the wrong address. */
    @ParameterizedTest
    @CsvSource({URL + ", auth: {header: x-acme-key}", "http://localhost:2, auth: bearer"})
    void aKeyThatIsShownInAnotherWayIsTriedAgain(String address, String auth) throws Exception {
        start("one");
        long first = stage.report("acme").generation();
        ring().quarantine(Objects.requireNonNull(ring().pick()), Duration.ofHours(1));

        stage.write("acme/vendor.yaml", Stage.card(address, "acme-1", auth));
        await().until(() -> stage.report("acme").generation() > first);

        assertThat(ring().usable()).isEqualTo(1);
    }

    @Test
    void aKeyIsTriedAgainWhenItsFolderWasGone() throws Exception {
        start("one");
        ring().quarantine(Objects.requireNonNull(ring().pick()), Duration.ofHours(1));

        stage.delete("acme");
        await().until(() -> stage.directory.catalog().offers("acme-1").isEmpty());
        stage.vendor("acme", URL, "");
        await().until(() -> !stage.directory.catalog().offers("acme-1").isEmpty());

        assertThat(ring().usable()).isEqualTo(1);
    }

    private void start(String keys) throws Exception {
        stage.environment.setProperty("ACME_API_KEY", keys);
        stage.vendor("acme", URL, "");
        stage.start();
    }

    private KeyRing ring() {
        return stage.directory.catalog().offers("acme-1").get(0).outlet().keys();
    }
}
