package gateway.vendors.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fakes.FakeVendor;
import gateway.vendors.VendorReport.State;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys come from the environment, where people make mistakes; no message shows one. */
class VendorKeysTest {

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
}
