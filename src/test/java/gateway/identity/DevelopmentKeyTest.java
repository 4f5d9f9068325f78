package gateway.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.fault.StartupException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DevelopmentKeyTest {

    private static final String CHOSEN = "sk-gw-chosen-by-the-operator-first";
    private static final String CHOSEN_LATER = "sk-gw-chosen-by-the-operator-later";

    private final KeyHasher hasher = new KeyHasher("a pepper of at least 32 bytes, this".getBytes(UTF_8));
    private final MemoryKeyStore store = new MemoryKeyStore();

    @Test
    void theFirstStartMakesAKeyThatWorksAndShowsItOnce() {
        String first = start("");

        assertThat(first).matches("API key sk-gw-[A-Za-z0-9_-]{43}");
        assertThat(store.find(hasher.hash(first.substring("API key ".length()))))
                .isNotNull();
        assertThat(start("")).doesNotContain("sk-gw-").contains("printed at the first start", "GATEWAY_DEV_KEY");
    }

    /** A start that fails, on a port in use say, prints nothing: its key would be lost for good. */
    @Test
    void aKeyThatWasNeverShownIsMadeAgainAtTheNextStart() {
        prepare("");

        assertThat(start("")).matches("API key sk-gw-[A-Za-z0-9_-]{43}");
    }

    @Test
    void aChosenKeyReplacesTheOneBeforeAndIsNeverShown() {
        start(CHOSEN);

        assertThat(start(CHOSEN_LATER)).isEqualTo("API key: the one in GATEWAY_DEV_KEY");
        assertThat(store.find(hasher.hash(CHOSEN_LATER))).isNotNull();
        assertThat(store.find(hasher.hash(CHOSEN))).isNull();
    }

    @Test
    void aShortKeyIsRefusedWithoutRepeatingIt() {
        assertThatThrownBy(() -> start("secret"))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("GATEWAY_DEV_KEY is too short")
                .hasMessageNotContaining("secret");
    }

    private String start(String chosen) {
        return prepare(chosen).note();
    }

    private DevelopmentKey prepare(String chosen) {
        IdentitySettings settings = new IdentitySettings("", Path.of("unused"), chosen, Duration.ofSeconds(1), 1);
        return DevelopmentKey.prepare(settings, store, hasher);
    }
}
