package gateway.vendors.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gateway.vendors.KeyRing;
import gateway.vendors.VendorKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long a key that its vendor refused rests, when its folder changes meanwhile. */
class KeyQuarantineTest {

    private static final String URL = "http://localhost:1";

    @TempDir
    private Path root;

    private Stage stage;

    @BeforeEach
    void prepare() throws Exception {
        stage = new Stage(root);
    }

    @AfterEach
    void cleanUp() {
        stage.close();
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
