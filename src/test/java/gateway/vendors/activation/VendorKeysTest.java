package gateway.vendors.activation;

import static org.assertj.core.api.Assertions.assertThat;

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

    @Test
    void twoVendorsCannotShareAKeyByTheirNames() throws Exception {
        stage.environment.setProperty("ACME_EU_API_KEY", "k");
        stage.environment.setProperty("ACME_API_KEY", "k");
        stage.write("acme/routes.camel.yaml", Stage.templated("acme"));
        stage.write(
                "acme/vendor.yaml",
                Stage.card(vendor.url(), "acme-1", "auth: bearer")
                        .replace(
                                "base-url: " + vendor.url(),
                                "regions: {cn: '" + vendor.url() + "', eu: '" + vendor.url() + "'}"));
        stage.vendor("acme-eu", vendor.url(), "auth: bearer");

        stage.start();

        assertThat(stage.state("acme")).isEqualTo(State.LIVE);
        assertThat(stage.report("acme-eu").faults())
                .singleElement()
                .asString()
                .contains("ACME_EU_API_KEY would be the key of acme-eu and of acme");
    }
}
